/** How fast events reach webhook endpoints: every event goes to every endpoint, from another core. */
import { setTimeout as pause } from 'node:timers/promises';
import { Child, LOAD_CORE, SERVER_CORE, type Usage } from './children.js';
import { BENCH_KEY } from './operations.js';
import type { EngineName } from './options.js';
import type { Started } from './processes/daybook.js';
import type { Arrived } from './processes/receiver.js';
import type { PreloadedStore } from './stores.js';

export interface DeliveryReport {
  readonly engine: EngineName;
  readonly endpoints: number;
  readonly events: number;
  readonly seconds: number;
  readonly deliveries_per_second: number;
  /** Of the Daybook process, for each delivery, with the requests that caused the events. */
  readonly cpu_ms_per_delivery: number;
  readonly lost: number;
  readonly doubles: number;
}

const CONNECTIONS = 32;
/** Without a delivery for so long, what is missing is lost. */
const PATIENCE_MS = 30_000;

export async function measureDeliveries(
  engine: EngineName,
  { location }: PreloadedStore,
  endpoints: number,
  events: number,
): Promise<DeliveryReport> {
  const daybook = Child.start('daybook', SERVER_CORE);
  const receiver = Child.start('receiver', LOAD_CORE);
  try {
    const { port } = await daybook.ask<Started>({ start: location, webhook_endpoints: endpoints });
    const target = await receiver.ask<{ port: number }>({ listen: true });
    for (let index = 0; index < endpoints; index += 1) {
      const url = `http://127.0.0.1:${target.port}/${index}`;
      await post(port, '/v1/webhook_endpoints', `url=${url}&enabled_events[]=customer.created`);
    }
    const before = await daybook.ask<Usage>({ usage: true });
    const began_ms = performance.now();
    let sent = 0;
    const send = async (): Promise<void> => {
      while (sent < events) {
        sent += 1;
        await post(port, '/v1/customers', `name=${sent}`);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, send));
    const { arrived, at_ms } = await arrivals(receiver, endpoints * events);
    const after = await daybook.ask<Usage>({ usage: true });
    const seconds = (at_ms - began_ms) / 1000;
    return {
      engine,
      endpoints,
      events,
      seconds,
      deliveries_per_second: arrived.deliveries / seconds,
      cpu_ms_per_delivery: ((after.cpu_seconds - before.cpu_seconds) * 1000) / Math.max(1, arrived.deliveries),
      lost: endpoints * events - arrived.deliveries,
      doubles: arrived.doubles,
    };
  } finally {
    await Promise.all([daybook, receiver].map((child) => child.stop()));
  }
}

/** Waits until everything has arrived, or nothing more does. */
async function arrivals(receiver: Child, wanted: number): Promise<{ arrived: Arrived; at_ms: number }> {
  let arrived: Arrived = { deliveries: 0, doubles: 0 };
  let at_ms = performance.now();
  while (arrived.deliveries < wanted && performance.now() - at_ms < PATIENCE_MS) {
    await pause(50);
    const now = await receiver.ask<Arrived>({ count: true });
    if (now.deliveries > arrived.deliveries) at_ms = performance.now();
    arrived = now;
  }
  // What is sent twice can come after the last.
  await pause(1_000);
  return { arrived: await receiver.ask<Arrived>({ count: true }), at_ms };
}

async function post(port: number, path: string, body: string): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${BENCH_KEY}`, 'Content-Type': 'application/x-www-form-urlencoded' },
    body,
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`${path}: ${text}`);
}
