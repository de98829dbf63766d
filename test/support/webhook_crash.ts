/**
 * Kills servers while they send events, and counts what arrives: every event at every endpoint, and how often more than
 * once. An event is twice there only if its delivery was under way when a server died.
 */
import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import { request } from './daybook.js';
import type { Engine } from './engines.js';
import { type Receiver, startReceiver } from './receiver.js';
import { type ServerProcess, startServerProcess } from './server_process.js';

export interface WebhookCrashPlan {
  readonly crashes: number;
  /** Processes on the same database; the first one is killed, and started again. */
  readonly processes: number;
  readonly endpoints: number;
  readonly load_ms: number;
  /** What is logged for people. */
  readonly report?: (line: string) => void;
}

/** As many deliveries as are under way to an endpoint at once. */
const AT_ONCE = 10;
/** Before each crash. */
const ANSWERED_AT_LEAST = 30;

export async function webhookCrashTest(engine: Engine, plan: WebhookCrashPlan): Promise<void> {
  const database = await engine.make();
  const change = { webhook_retry_seconds: [0, 1, 1, 2, 2, 5] };
  const start = () => startServerProcess(database.location, change);
  const servers: ServerProcess[] = [];
  const receivers: Receiver[] = [];
  try {
    for (let n = 0; n < plan.processes; n += 1) servers.push(await start());
    for (let n = 0; n < plan.endpoints; n += 1) {
      const receiver = await startReceiver((_received, response, index) => {
        // Some take their time, some fail: what a crash meets should be of every kind.
        response.statusCode = index % 17 === 5 ? 500 : 200;
        setTimeout(() => response.end(), index % 5);
      });
      receivers.push(receiver);
      const form = `url=${receiver.url}&enabled_events[]=customer.*${n % 2 === 1 ? '&ordered_by_object=true' : ''}`;
      const { status } = await request(serverOf(servers, 0), 'POST', '/v1/webhook_endpoints', form);
      assert.equal(status, 200);
    }
    for (let crash = 1; crash <= plan.crashes; crash += 1) {
      let is_over = false;
      let answered = 0;
      const load = Array.from({ length: 8 }, async (_, turn) => {
        while (!is_over) {
          const server = serverOf(servers, turn % servers.length);
          await request(server, 'POST', '/v1/customers', `name=${turn}`).then(
            () => {
              answered += 1;
            },
            () => delay(5),
          );
        }
      });
      await delay(plan.load_ms * (0.5 + Math.random()));
      while (answered < ANSWERED_AT_LEAST) await delay(20);
      await serverOf(servers, 0).kill();
      is_over = true;
      await Promise.all(load);
      servers[0] = await start();
    }
    const wanted = await eventIds(serverOf(servers, 0));
    assert.ok(wanted.length >= ANSWERED_AT_LEAST * plan.crashes, `only ${wanted.length} events`);
    const end_ms = Date.now() + 60_000;
    const missing = () => receivers.reduce((sum, receiver) => sum + missingOf(receiver, wanted), 0);
    while (missing() > 0 && Date.now() < end_ms) await delay(50);
    assert.equal(missing(), 0, `of ${wanted.length} events some have not arrived`);
    // What is on its way twice has time to arrive.
    await delay(500);
    const doubles = receivers.map(doublesOf);
    plan.report?.(
      `${engine.name}: ${wanted.length} events, ${plan.endpoints} endpoints, ${plan.processes} processes, ${plan.crashes} crashes: none lost, ${doubles.join('+')} twice`,
    );
    for (const count of doubles) assert.ok(count <= plan.crashes * AT_ONCE, `${count} events arrived twice`);
    for (const server of servers) await server.stop();
  } finally {
    for (const server of servers) await server.kill();
    for (const receiver of receivers) await receiver.close();
    await database.remove();
  }
}

function serverOf(servers: readonly ServerProcess[], index: number): ServerProcess {
  const server = servers[index];
  assert.ok(server);
  return server;
}

async function eventIds(server: ServerProcess): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    const cursor = ids.length === 0 ? '' : `&starting_after=${ids.at(-1)}`;
    const { body } = await request(server, 'GET', '/v1/events', `limit=100&type=customer.*${cursor}`);
    ids.push(...body.data.map(({ id }: { id: string }) => id));
    if (!body.has_more) return ids;
  }
}

/** The receiver answered these well; those that it failed are sent again by right. */
function arrivals(receiver: Receiver): Map<string, number> {
  const counts = new Map<string, number>();
  receiver.received.forEach(({ event }, index) => {
    if (index % 17 !== 5) counts.set(event.id, (counts.get(event.id) ?? 0) + 1);
  });
  return counts;
}

function missingOf(receiver: Receiver, wanted: readonly string[]): number {
  const counts = arrivals(receiver);
  return wanted.filter((id) => !counts.has(id)).length;
}

function doublesOf(receiver: Receiver): number {
  return [...arrivals(receiver).values()].filter((count) => count > 1).length;
}
