/** A store with objects of every kind, copies of it to be damaged, and what is compared when they have been repaired. */
import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { type LedgerLocation, sqliteFile, withRepairer, withSnapshot } from '../../src/app/ledger.js';
import { type Repaired, type RepairOptions, repair } from '../../src/app/repair.js';
import { type Verdict, verify } from '../../src/app/verify.js';
import { KIND_NAMES, kindOf } from '../../src/core/kinds.js';
import { INDEX_NAMES } from '../../src/store/index_columns.js';
import type { Repairer } from '../../src/store/repair_port.js';
import { Sqlite } from '../../src/store/sqlite/binding.js';
import { MIGRATIONS } from '../../src/store/sqlite/migrations.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { startDaybook, type TestDaybook } from './daybook.js';
import { AUTHENTICATES, act, authenticate, confirmed, DECLINES, HOLDS, intent, MULTICAPTURE } from './intents.js';
import { administer, withClient } from './postgres.js';
import { read, refundFields, report, reportPayment } from './reporting.js';
import { NEWEST, succeeds } from './scenario.js';

const MARCH = 1_740_787_200;

/** Objects of every kind, in many states, in both modes. */
export async function fill(daybook: TestDaybook): Promise<void> {
  const post = (path: string, form: string) => succeeds(daybook, 'POST', path, form, NEWEST);
  const ann = await post('/v1/customers', 'name=Ann&email=ann@example.com&phone=1&metadata[group]=a&metadata[vip]=yes');
  await post(`/v1/customers/${ann.id}`, 'metadata[vip]=&metadata[group]=b&description=second');
  const gone = await post('/v1/customers', 'name=Gone&metadata[group]=a');
  await succeeds(daybook, 'DELETE', `/v1/customers/${gone.id}`);
  const clock = await post('/v1/test_helpers/test_clocks', `frozen_time=${MARCH}`);
  const timed = await post('/v1/customers', `name=Clocked&test_clock=${clock.id}`);
  await confirmed(daybook, `customer=${timed.id}&${HOLDS}`);
  await confirmed(daybook, `customer=${timed.id}&payment_method=pm_card_visa`);

  const referred = { 'processor_details[type]': 'custom', 'processor_details[custom][payment_reference]': ' p-1 ' };
  const guaranteed = { outcome: 'guaranteed', 'guaranteed[guaranteed_at]': MARCH + 15 };
  const paid = await reportPayment(daybook, {
    ...{ ...referred, ...guaranteed, initiated_at: MARCH, 'metadata[order]': '7', 'metadata[shop]': 'north' },
    ...{ 'customer_details[customer]': ann.id, 'customer_details[email]': 'Ann@Example.com' },
  });
  for (const reference of ['r1', 'r2', 'r3']) await report(daybook, paid['id'], 'refund', refundFields(reference, 100));
  await report(daybook, paid['id'], 'refund', { ...refundFields('r4', 50), 'metadata[why]': 'late' });
  const tried = await reportPayment(daybook, {
    ...{ initiated_at: MARCH + 30, outcome: 'failed', 'failed[failed_at]': MARCH + 31, 'metadata[order]': '8' },
  });
  await report(daybook, tried['id'], 'payment_attempt', { initiated_at: MARCH + 20 });
  await reportPayment(daybook, { initiated_at: 5, outcome: 'canceled', 'canceled[canceled_at]': 6 });
  await reportPayment(daybook, { ...guaranteed, initiated_at: MARCH + 1 }, 'sk_live_aLiveKeyThatIsLongEnough');

  await intent(daybook, 'metadata[order]=9');
  const card = await post('/v1/payment_methods', 'type=card&card[token]=tok_visa');
  await post(`/v1/payment_methods/${card.id}/attach`, `customer=${ann.id}`);
  const bought = await confirmed(daybook, `customer=${ann.id}&payment_method=${card.id}&metadata[order]=10`);
  await post('/v1/refunds', `payment_intent=${bought['id']}&amount=300&metadata[why]=broken`);
  await confirmed(daybook, HOLDS);
  const parts = await confirmed(daybook, MULTICAPTURE);
  await act(daybook, parts['id'], 'capture', 'amount_to_capture=300&final_capture=false');
  const declined = await intent(daybook, DECLINES);
  await act(daybook, declined['id'], 'confirm');
  await act(daybook, (await confirmed(daybook, HOLDS))['id'], 'cancel');
  await authenticate(daybook, (await confirmed(daybook, `${AUTHENTICATES}&return_url=https://example.com`))['id']);
  for (const pm of ['createDispute', 'createDisputeInquiry', 'createIssuerFraudRecord']) {
    await confirmed(daybook, `payment_method=pm_card_${pm}`);
  }
  const refunded = await confirmed(daybook, 'payment_method=pm_card_pendingRefund');
  await post('/v1/refunds', `payment_intent=${refunded['id']}`);

  await post(
    '/v1/setup_intents',
    `confirm=true&payment_method=pm_card_visa&customer=${ann.id}&return_url=https://x.com`,
  );
  await post('/v1/daybook/api_keys', 'name=First&type=secret');
  await post('/v1/daybook/api_keys', 'name=Second&type=secret');
  for (const events of ['charge.succeeded', 'payment_intent.succeeded']) {
    await post('/v1/webhook_endpoints', `url=https://example.com/${events}&enabled_events[0]=${events}`);
  }
}

/** What the lists, searches, filters and sums of the API say. */
export async function answers(daybook: TestDaybook): Promise<Readonly<Record<string, unknown>>> {
  const found: Record<string, unknown> = {};
  for (const [path, fields] of QUESTIONS) {
    const key = `${path} ${JSON.stringify(fields)}`;
    found[key] = await read(daybook, path, { ...fields, ...(path.endsWith('overview') ? {} : { limit: 100 }) });
  }
  return found;
}

const QUESTIONS: readonly (readonly [string, Readonly<Record<string, string | number>>])[] = [
  ...['customers', 'charges', 'refunds', 'payment_intents', 'payment_records', 'events', 'disputes', 'setup_intents']
    .concat(['balance_transactions', 'webhook_endpoints', 'radar/early_fraud_warnings'])
    .concat(['test_helpers/test_clocks', 'daybook/api_keys', 'daybook/payment_record_refunds'])
    .map((path) => [`/v1/${path}`, {}] as const),
  ['/v1/events', { type: 'charge.succeeded' }],
  ['/v1/customers', { email: 'ann@example.com' }],
  ['/v1/customers/search', { query: "metadata['group']:'b'" }],
  ['/v1/customers/search', { query: "name~'ann'" }],
  ['/v1/charges/search', { query: "status:'succeeded' AND amount>500" }],
  ['/v1/payment_intents/search', { query: "metadata['order']:'10'" }],
  ['/v1/payment_records/search', { query: "metadata['shop']:'north'" }],
  ['/v1/payment_records', { 'happened[gte]': MARCH, 'happened[lte]': MARCH + 99 }],
  ['/v1/payment_records', { processor_reference: 'p-1' }],
  ['/v1/daybook/overview', { from: MARCH - 86_400, to: MARCH + 86_400 }],
];

/** Everything that is derived, and the journal, row by row. */
export async function tables(location: LedgerLocation): Promise<Readonly<Record<string, readonly string[]>>> {
  letGo(location);
  const names = [...KIND_NAMES.map((kind) => kindOf(kind).table), ...INDEX_NAMES, 'journal', 'scopes'];
  const select = (name: string) => `SELECT * FROM ${name}`;
  const texts = (rows: readonly unknown[]) => rows.map((row) => JSON.stringify(row)).sort();
  const { database_url, data_folder } = location;
  if (database_url !== undefined) {
    return withClient(database_url, async (client) => {
      client.setTypeParser(pg.types.builtins.JSON, String);
      const found: Record<string, readonly string[]> = {};
      for (const name of names) found[name] = texts((await client.query(select(name))).rows);
      return found;
    });
  }
  const database = openDatabase(sqliteFile(data_folder));
  try {
    return Object.fromEntries(names.map((name) => [name, texts(database.prepare(select(name)).all())]));
  } finally {
    database.close();
  }
}

/** The columns that hold whole numbers, as `table.column`. */
export function numberColumns(): ReadonlySet<string> {
  const database = new Sqlite(':memory:', { busy_timeout_ms: 0 });
  try {
    for (const { sql } of MIGRATIONS) database.exec(sql);
    const columns = database.prepareValue("SELECT name FROM pragma_table_info(?) WHERE type = 'INTEGER'");
    const tables = KIND_NAMES.map((kind) => kindOf(kind).table);
    return new Set(tables.flatMap((table) => columns.all(table).map((column) => `${table}.${column}`)));
  } finally {
    database.close();
  }
}

/** Runs statements beside Daybook. */
export async function execute({ database_url, data_folder }: LedgerLocation, sql: string): Promise<void> {
  if (database_url !== undefined) return administer(database_url, sql);
  letGo({ database_url, data_folder });
  const database = openDatabase(sqliteFile(data_folder));
  try {
    database.exec(sql);
  } finally {
    database.close();
  }
}

export interface Copy {
  readonly location: LedgerLocation;
  remove(): Promise<void>;
}

let copies = 0;

/** The whole database again, to be damaged. */
export async function copyOf({ database_url, data_folder }: LedgerLocation): Promise<Copy> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-copy-'));
  const remove = async () => rmSync(folder, { recursive: true, force: true });
  if (database_url === undefined) {
    cpSync(data_folder, folder, { recursive: true });
    return { location: { data_folder: folder, database_url }, remove };
  }
  const url = new URL(database_url);
  const [source, server] = [url.pathname.slice(1), new URL(database_url)];
  server.pathname = '/postgres';
  copies += 1;
  const name = `${source}_${copies}`;
  await administer(server.href, `CREATE DATABASE ${name} TEMPLATE ${source}`);
  url.pathname = `/${name}`;
  return {
    location: { data_folder: folder, database_url: url.href },
    async remove() {
      await administer(server.href, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
      await remove();
    },
  };
}

/**
 * On older versions of Node a closed connection of this process keeps its locks for a while: the repair, which would run in
 * a process of its own, is given files of which it has none.
 */
export function letGo({ database_url, data_folder }: LedgerLocation): void {
  if (database_url !== undefined) return;
  cpSync(data_folder, `${data_folder}-again`, { recursive: true });
  rmSync(data_folder, { recursive: true });
  renameSync(`${data_folder}-again`, data_folder);
}

export function repaired(location: LedgerLocation, options: RepairOptions = {}): Promise<Repaired> {
  letGo(location);
  return withRepairer(location, (repairer) => repair(repairer, options));
}

export function verified(location: LedgerLocation): Promise<Verdict> {
  return withSnapshot(location, (inspector) => verify(inspector));
}

const INTERRUPTED = new Error('interrupted');

/** Fails instead of writing for the nth time, counted from 0; tells whether it came to that. */
export async function isInterruptedAt(location: LedgerLocation, writes: number): Promise<boolean> {
  let left = writes;
  const counted = <A extends unknown[]>(write: (...given: A) => Promise<void>) => {
    return async (...given: A): Promise<void> => {
      if (left === 0) throw INTERRUPTED;
      left -= 1;
      await write(...given);
    };
  };
  const limited = (repairer: Repairer): Repairer => ({
    ...repairer,
    commit: counted(repairer.commit),
    changeIndexes: counted(repairer.changeIndexes),
    removeRows: counted(repairer.removeRows),
    setScope: counted(repairer.setScope),
  });
  letGo(location);
  try {
    await withRepairer(location, (repairer) => repair(limited(repairer)));
    return false;
  } catch (error) {
    assert.match(String(error), /interrupted/);
    return true;
  }
}

/** A Daybook on what is there, that says the same of itself each time. */
export function serving({ location }: Pick<Copy, 'location'>): Promise<TestDaybook> {
  return startDaybook({ ...location, public_url: 'http://daybook.test' });
}
