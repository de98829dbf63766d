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
import { type ServerProcess, startServerProcess } from './server_process.js';

export interface CrashPlan {
  readonly crashes: number;
  readonly connections: number;
  /** How long the load lasts before each crash. */
  readonly load_ms: number;
}

type Action = 'report' | 'guarantee' | 'refund';

/** One request as it was sent, and what came back, if anything did. */
interface Sent {
  readonly key: string;
  readonly action: Action;
  readonly path: string;
  readonly form: string;
  readonly amount: number;
  answer: Pick<Answer, 'status' | 'body'> | undefined;
}

const REPORT = '/v1/payment_records/report_payment';

export async function crashTest(engine: Engine, plan: CrashPlan): Promise<void> {
  const database = await engine.make();
  const books = new Books();
  let server = await startServerProcess(database.location);
  try {
    for (let crash = 1; crash <= plan.crashes; crash += 1) {
      const from = books.all.length;
      await loadUntil(server, books, plan, async () => {
        await delay(plan.load_ms * (0.5 + Math.random()));
        if (database.disturb !== undefined && crash % 2 === 0) {
          // The server outlives the end of its connections, goes on answering, and dies only then.
          await database.disturb();
          await delay(plan.load_ms / 2);
          assert.equal((await request(server, 'GET', '/ready')).status, 200);
        }
        await server.kill();
      });
      const answered = books.all.slice(from).filter(({ answer }) => answer !== undefined).length;
      assert.ok(answered > 100, `only ${answered} requests were answered before crash ${crash}`);
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

/** What was sent, in order, and what follows from the answers. */
class Books {
  readonly all: Sent[] = [];
  /** Paths of records that can be reported on, with their amounts. */
  readonly #records: { path: string; amount: number }[] = [];

  next(): Sent {
    const number = this.all.length;
    const sent = this.#make(`crash_${number}`, number);
    this.all.push(sent);
    return sent;
  }

  #make(key: string, number: number): Sent {
    const record = this.#records[Math.floor(Math.random() * this.#records.length)];
    const turn = number % 5;
    if (record === undefined || turn < 3) {
      const amount = 1_000 + number;
      const outcome = turn === 0 ? '' : '&outcome=guaranteed&guaranteed[guaranteed_at]=1750000060';
      const form = `amount_requested[currency]=usd&amount_requested[value]=${amount}&initiated_at=1750000000&payment_method_details[payment_method]=pm_card_visa&description=${key}&metadata[key]=${key}${outcome}`;
      return { key, action: 'report', path: REPORT, form, amount, answer: undefined };
    }
    if (turn === 3) {
      const path = `${record.path}/report_payment_attempt_guaranteed`;
      return { key, action: 'guarantee', path, form: 'guaranteed_at=1750000090', amount: 0, answer: undefined };
    }
    const amount = 1 + Math.floor((Math.random() * record.amount) / 3);
    const form = `outcome=refunded&processor_details[type]=custom&processor_details[custom][refund_reference]=${key}&amount[currency]=usd&amount[value]=${amount}`;
    return { key, action: 'refund', path: `${record.path}/report_refund`, form, amount, answer: undefined };
  }

  answered(sent: Sent, answer: Answer): void {
    sent.answer = { status: answer.status, body: answer.body };
    if (sent.action === 'report' && answer.status === 200) {
      this.#records.push({ path: `/v1/payment_records/${answer.body.id}`, amount: sent.amount });
    }
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

async function checkKept(server: ServerProcess, books: Books): Promise<void> {
  const journal = await journalOf(server);
  checkJournal(journal);
  const effects = effectsByKey(journal);
  const refunds = new Map<string, number>();
  for (const { key, action, answer, path, amount } of books.all) {
    const is_done = answer?.status === 200;
    assert.equal(effects.get(key) ?? 0, is_done ? 1 : 0, `${key} (${action}, ${answer?.status})`);
    if (action === 'report') assert.ok(is_done, JSON.stringify(answer));
    else assert.ok(is_done || answer?.status === 400, JSON.stringify(answer));
    if (is_done && action === 'refund') {
      const id = path.split('/')[3] as string;
      refunds.set(id, (refunds.get(id) ?? 0) + amount);
    }
  }
  assert.ok(refunds.size > 0, 'no refund was accepted');

  const reports = books.all.filter(({ action }) => action === 'report');
  const records = await listAll(server, '/v1/payment_records');
  assert.equal(records.length, reports.length);
  const by_id = new Map(records.map((record) => [record.id, record]));
  for (const { key, answer, amount } of reports) {
    const record = by_id.get(answer?.body.id);
    assert.equal(record?.description, key);
    assert.equal(record.amount_requested.value, amount);
    assert.equal(record.amount_refunded.value, refunds.get(record.id) ?? 0, `refunds of ${record.id}`);
    assert.ok(record.amount_refunded.value <= record.amount_guaranteed.value);
  }

  const numbers = (await listAll(server, '/v1/events')).map(({ id }) => eventNumber(id));
  assert.deepEqual(
    numbers,
    numbers.map((_, index) => numbers.length - index),
    'the numbers of events have no gap',
  );
}

// biome-ignore lint/suspicious/noExplicitAny: objects of every kind
async function listAll(server: ServerProcess, path: string): Promise<any[]> {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  const all: any[] = [];
  for (;;) {
    const cursor = all.length === 0 ? '' : `&starting_after=${all.at(-1).id}`;
    const { body } = await request(server, 'GET', path, `limit=100${cursor}`);
    all.push(...body.data);
    if (!body.has_more) return all;
  }
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
