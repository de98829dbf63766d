/**
 * Kills Daybook under load, again and again on the same data, and compares what it kept with what it answered.
 *
 * The test keeps its own books: which request was sent under which key, and what was answered. After every crash the
 * answered ones must be replayed with the same answer, and the unanswered ones, repeated, have exactly one effect.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { eventNumber } from '../../src/app/event_id.js';
import type { Settings } from '../../src/app/settings.js';
import { type Answer, request } from './daybook.js';
import type { Engine } from './engines.js';
import { checkJournal, effectsByKey } from './journal_checks.js';
import { journalOf } from './ledger.js';
import { everyOne } from './payments.js';
import { type ServerProcess, startServerProcess } from './server_process.js';

export interface CrashPlan {
  readonly crashes: number;
  readonly connections: number;
  /** How long the load lasts before each crash. */
  readonly load_ms: number;
}

/** One request as it was sent, and what came back, if anything did. */
export interface Sent {
  readonly key: string;
  readonly action: string;
  readonly path: string;
  readonly form: string;
  readonly amount: number;
  answer: Pick<Answer, 'status' | 'body'> | undefined;
}

/** What is sent, and what must be true of it in the end. */
export interface Workload {
  /** The next request; what it is about follows from what was answered. */
  next(key: string, number: number): Omit<Sent, 'key' | 'answer'>;
  /** Takes note of an answer below 500. */
  answered(sent: Sent, answer: Answer): void;
  /** Whether a refusal with this status had an effect of its own. */
  readonly effective: ReadonlySet<number>;
  check(server: ServerProcess, all: readonly Sent[]): Promise<void>;
}

/** Before each crash. */
const ANSWERED_AT_LEAST = 100;

export async function crashTest(engine: Engine, workload: Workload, plan: CrashPlan): Promise<void> {
  const database = await engine.make();
  const books = new Books(workload);
  let server = await startServerProcess(database.location);
  try {
    for (let crash = 1; crash <= plan.crashes; crash += 1) {
      const from = books.all.length;
      await loadUntil(server, books, plan, async () => {
        await delay(plan.load_ms * (0.5 + Math.random()));
        // A busy machine takes longer to get going.
        while (answeredSince(books, from) < ANSWERED_AT_LEAST) await delay(50);
        if (database.disturb !== undefined && crash % 2 === 0) {
          // The server outlives the end of its connections, goes on answering, and dies only then.
          await database.disturb();
          await delay(plan.load_ms / 2);
          assert.equal((await request(server, 'GET', '/ready')).status, 200);
        }
        await server.kill();
      });
      server = await startServerProcess(database.location);
      await repeatAll(server, books.all.slice(from), plan.connections);
    }
    await repeatAll(server, books.all, plan.connections);
    await checkKept(server, books);
    await server.stop();
    checkWithVerify(server.settings);
  } finally {
    await server.kill();
    await database.remove();
  }
}

function answeredSince(books: Books, from: number): number {
  return books.all.slice(from).filter(({ answer }) => answer !== undefined).length;
}

/** What was sent, in order, and what was answered. */
class Books {
  readonly all: Sent[] = [];
  readonly workload: Workload;

  constructor(workload: Workload) {
    this.workload = workload;
  }

  next(): Sent {
    const number = this.all.length;
    const key = `crash_${number}`;
    const sent: Sent = { key, ...this.workload.next(key, number), answer: undefined };
    this.all.push(sent);
    return sent;
  }

  answered(sent: Sent, answer: Answer): void {
    sent.answer = { status: answer.status, body: answer.body };
    this.workload.answered(sent, answer);
  }
}

function send(server: ServerProcess, { key, path, form }: Sent): Promise<Answer> {
  return request(server, 'POST', path, form, { 'Idempotency-Key': key });
}

/** Keeps all connections busy until the given end has come and every request has been answered or lost. */
async function loadUntil(
  server: ServerProcess,
  books: Books,
  { connections }: CrashPlan,
  untilEnd: () => Promise<void>,
): Promise<void> {
  let is_over = false;
  const workers = Array.from({ length: connections }, async () => {
    while (!is_over) {
      const sent = books.next();
      const answer = await send(server, sent).catch(() => undefined);
      // A 500 says nothing about what was done; the request is repeated like one that was lost.
      if (answer !== undefined && answer.status < 500) books.answered(sent, answer);
      else if (answer === undefined) await delay(5);
    }
  });
  await untilEnd();
  is_over = true;
  await Promise.all(workers);
}

/** Repeats requests with their keys: the answered ones get the same answer, the others their only one. */
async function repeatAll(server: ServerProcess, all: readonly Sent[], connections: number): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let sent = all[next++]; sent !== undefined; sent = all[next++]) {
      const repeated = await send(server, sent);
      if (sent.answer === undefined) {
        sent.answer = repeated;
        continue;
      }
      assert.equal(repeated.headers.get('idempotent-replayed'), 'true', `${sent.key} was answered, and is forgotten`);
      assert.deepEqual(comparable(repeated), comparable(sent.answer), sent.key);
    }
  };
  await Promise.all(Array.from({ length: connections }, worker));
}

/** Without what names the port, which is another after every start. */
function comparable({ status, body }: Pick<Answer, 'status' | 'body'>): unknown {
  return body.error === undefined ? [status, body] : [status, body.error.code, body.error.message];
}

async function checkKept(server: ServerProcess, { all, workload }: Books): Promise<void> {
  const journal = await journalOf(server);
  checkJournal(journal);
  const effects = effectsByKey(journal);
  for (const { key, action, answer } of all) {
    const is_done = answer !== undefined && (answer.status === 200 || workload.effective.has(answer.status));
    assert.equal(effects.get(key) ?? 0, is_done ? 1 : 0, `${key} (${action}, ${answer?.status})`);
    assert.ok(is_done || answer?.status === 400, JSON.stringify(answer));
  }
  await workload.check(server, all);
  const numbers = (await everyOne(server, '/v1/events')).map(({ id }) => eventNumber(id));
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => numbers.length - index),
    'the numbers of events have no gap',
  );
}

/** `daybook verify`, where this build has it, must find nothing wrong. */
function checkWithVerify({ data_folder, database_url }: Settings): void {
  const root = new URL('../../../', import.meta.url);
  const main = new URL('src/cli/main.ts', root);
  if (!existsSync(main) || !readFileSync(main, 'utf8').includes('erify')) return;
  const { DATABASE_URL: _none, ...environment } = process.env;
  const run = spawnSync(process.execPath, [fileURLToPath(new URL('bin/daybook.js', root)), 'verify'], {
    encoding: 'utf8',
    env: {
      ...environment,
      DAYBOOK_DATA: data_folder,
      ...(database_url === undefined ? {} : { DATABASE_URL: database_url }),
    },
  });
  assert.equal(run.status, 0, `daybook verify: ${run.stdout}${run.stderr}`);
}
