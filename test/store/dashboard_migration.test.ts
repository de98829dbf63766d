/** The step that the dashboard added derives in SQL what the rules derive: rows from before end up as new ones do. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Document, Kind } from '../../src/core/kernel/kind.js';
import type { ColumnValue } from '../../src/core/kernel/kind_declaration.js';
import { columnsOf, kindOf } from '../../src/core/kinds.js';
import type { Dispute } from '../../src/core/payments/dispute/types.js';
import type { PaymentIntent } from '../../src/core/payments/payment_intent/types.js';
import type { PaymentRecord } from '../../src/core/payments/payment_record/types.js';
import type { Store } from '../../src/store/port.js';
import { MIGRATIONS as POSTGRES } from '../../src/store/postgres/migrations.js';
import { openPostgresStore } from '../../src/store/postgres/store.js';
import { MIGRATIONS as SQLITE } from '../../src/store/sqlite/migrations.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { freshDatabase, postgresAvailable, withClient } from '../support/postgres.js';

const STEP = 4;

const card = { brand: 'visa', last4: '4242' } as NonNullable<PaymentRecord['payment_method_details']>['card'];
const record = (id: string, change: Partial<PaymentRecord>): [Kind, Document<Kind>] => [
  'payment_record',
  {
    id: `pr_${id}`,
    created: 1,
    currency: 'usd',
    amounts: { requested: 1000 },
    reported_by: 'self',
    processor_details: { type: 'custom' },
    latest_payment_attempt_record: 'par_1',
    ...change,
  } satisfies PaymentRecord,
];
const custom = (given: object): Partial<PaymentRecord> => ({
  payment_method_details: { type: 'custom', custom: given },
});
const email = (text: string): Partial<PaymentRecord> => ({ customer_details: { email: text } });
const intent = (id: string, change: Partial<PaymentIntent>): [Kind, Document<Kind>] => [
  'payment_intent',
  {
    id: `pi_${id}`,
    created: 1,
    amount: 5,
    currency: 'usd',
    status: 'requires_capture',
    capture_method: 'manual',
    payment_record: 'pr_1',
    ...change,
  } satisfies PaymentIntent,
];

const DOCUMENTS: readonly (readonly [Kind, Document<Kind>])[] = [
  record('1', {}),
  record('2', { amounts: { requested: 1000, intended: 2000, authorized: 2000, guaranteed: 1500, refunded: 20 } }),
  record('3', { amounts: { requested: Number.MAX_SAFE_INTEGER, guaranteed: Number.MAX_SAFE_INTEGER } }),
  record('4', { payment_method_details: { type: 'card', ...(card === undefined ? {} : { card }) } }),
  record('5', custom({ display_name: 'Bank transfer', type: 'bank' })),
  record('6', custom({ type: 'bank' })),
  record('7', custom({})),
  record('8', custom({ display_name: '💶'.repeat(70) })),
  record('9', custom({ display_name: "quote ' and \\ and \n" })),
  record('A', email('Jenny.ROSEN@Example.COM')),
  record('B', email('ÉMILIE@EXAMPLE.COM')),
  record('C', email(`${'É'.repeat(300)}@EXAMPLE.COM`)),
  record('D', { payment_intent: 'pi_1', reported_by: 'stripe' }),
  record('E', { processor_details: { type: 'other', payment_reference: 'x' } }),
  record('F', {
    processor_details: { type: 'custom', payment_reference: 'y' },
    customer_details: { customer: 'cus_1' },
  }),
  record('G', { amounts: { requested: 1000, failed: 1000 } }),
  [
    'dispute',
    { id: 'du_1', created: 1, charge: 'ch_1', payment_intent: 'pi_1', status: 'won', evidence_due_by: 5 } as Dispute,
  ],
  intent('1', { amount_capturable: 700 }),
  intent('2', { status: 'succeeded' }),
];

const waiting = DOCUMENTS.find(([, { id }]) => id === 'pr_1');
if (waiting !== undefined)
  delete (waiting[1] as { latest_payment_attempt_record?: string }).latest_payment_attempt_record;

/** The columns that the tables had before the step. */
function columnsBefore(kind: Kind, document: Document<Kind>): Record<string, ColumnValue> {
  const added = ['amount_guaranteed', 'email', 'method', 'processor', 'decline_reason', 'amount_capturable'];
  const columns = { ...columnsOf(kind, document) };
  for (const name of kind === 'dispute' ? ['status'] : added) delete columns[name];
  // Later steps add these; the first is null for everything that is not under a clock.
  const later = [
    'begun_apart',
    'created_on_clock',
    'decided_apart',
    'decided_soon',
    'due_test_clock',
    'evidence_due_by',
    'happened',
  ];
  for (const name of [...later, 'outcome_happened']) delete columns[name];
  // What the column held before, where the step changes that.
  if (kind === 'payment_record') columns['amount'] = (document as PaymentRecord).amounts.requested;
  return columns;
}

/** Statements that write the documents as the engine would have before the step. */
function inserts(placeholder: (index: number) => string): { text: string; values: ColumnValue[] }[] {
  return DOCUMENTS.map(([kind, document]) => {
    const columns = {
      scope: 1,
      id: document.id,
      version: 1,
      document: JSON.stringify(document),
      ...columnsBefore(kind, document),
    };
    const names = Object.keys(columns);
    const text = `INSERT INTO ${kindOf(kind).table} (${names.join(', ')}) VALUES (${names.map((_, index) => placeholder(index + 1)).join(', ')})`;
    return { text, values: Object.values(columns) };
  });
}

async function assertDerived(store: Store): Promise<void> {
  for (const kind of new Set(DOCUMENTS.map(([each]) => each))) {
    const rows = await store.rows(kind, { scope: 0, id: '' }, 100);
    const expected = DOCUMENTS.filter(([each]) => each === kind).map(([, document]) => [
      document.id,
      columnsOf(kind, document),
    ]);
    assert.deepEqual(
      rows.map(({ id, columns }) => [id, columns]),
      expected,
    );
  }
}

test('on SQLite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
  const file = join(folder, 'daybook.sqlite');
  const database = openDatabase(file);
  const earlier = SQLITE.filter(({ number }) => number < STEP);
  for (const { sql } of earlier) database.exec(sql);
  database.pragma(`user_version = ${earlier.at(-1)?.number}`);
  for (const { text, values } of inserts(() => '?')) database.prepare(text).run(...values);
  database.close();
  const store = openSqliteStore(file);
  try {
    await assertDerived(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
});

const available = postgresAvailable();

test('on PostgreSQL', { skip: available === true ? false : available }, async () => {
  const { url, drop } = await freshDatabase();
  await withClient(url, async (client) => {
    await client.query(
      'CREATE TABLE schema_migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    for (const { number, name, sql } of POSTGRES.filter((step) => step.number < STEP)) {
      await client.query(sql);
      await client.query('INSERT INTO schema_migrations (number, name) VALUES ($1, $2)', [number, name]);
    }
    for (const { text, values } of inserts((index) => `$${index}`)) await client.query(text, values);
  });
  const store = await openPostgresStore(url);
  try {
    await assertDerived(store);
  } finally {
    await store.close();
    await drop();
  }
});
