/** The step that keeps when what is under a test clock was made: a store from before is filtered as a new one is. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Document, Kind } from '../../src/core/kernel/kind.js';
import { columnsOf, KIND_NAMES } from '../../src/core/kinds.js';
import type { Store } from '../../src/store/port.js';
import { startDaybook, type TestDaybook } from '../support/daybook.js';
import { earlierRows, type TableRow } from '../support/earlier_store.js';
import { withLedger } from '../support/ledger.js';
import { migratedOnPostgres, migratedOnSqlite } from '../support/migrated_store.js';
import { postgresAvailable } from '../support/postgres.js';
import { succeeds } from '../support/scenario.js';

/** The step is the one after this. */
const BEFORE = 7;
const FROZEN = 1_900_000_000;

let daybook: TestDaybook;
let earlier: readonly (readonly [table: string, row: TableRow])[];

before(async () => {
  daybook = await startDaybook();
  const post = (path: string, form = '') => succeeds(daybook, 'POST', path, form);
  const { id: clock } = await post('/v1/test_helpers/test_clocks', `frozen_time=${FROZEN}`);
  const { id: customer } = await post('/v1/customers', `test_clock=${clock}`);
  for (const form of ['', `&customer=${customer}`]) {
    const paid = await post(
      '/v1/payment_intents',
      `amount=1000&currency=usd&confirm=true&payment_method=pm_card_createIssuerFraudRecord${form}`,
    );
    await post('/v1/refunds', `payment_intent=${paid.id}&amount=100`);
    await post(
      '/v1/payment_intents',
      `amount=1000&currency=usd&confirm=true&payment_method=pm_card_createDispute${form}`,
    );
    await post('/v1/setup_intents', `confirm=true&payment_method=pm_card_visa${form}`);
  }
  await withLedger(daybook, async ({ ledger: { store } }) => {
    earlier = await earlierRows(store, { document: (_kind, document) => document, columns: columnsOf });
  });
});
after(() => daybook?.remove());

async function assertMigrated(store: Store): Promise<void> {
  const told = new Map<Kind, number>();
  for (const kind of KIND_NAMES) {
    for (const { columns, document, id } of await store.rows(kind, { scope: 0, id: '' }, 1_000)) {
      assert.deepEqual(columns, columnsOf(kind, JSON.parse(document) as Document<Kind>), id);
      if (columns['created_on_clock'] === FROZEN) told.set(kind, (told.get(kind) ?? 0) + 1);
    }
  }
  const count = (kind: Kind) => told.get(kind) ?? 0;
  assert.deepEqual(
    ['customer', 'payment_intent', 'charge', 'refund', 'dispute', 'early_fraud_warning', 'setup_intent'].map((kind) =>
      count(kind as Kind),
    ),
    [1, 2, 2, 1, 1, 1, 1],
  );
  assert.deepEqual([count('balance_transaction'), count('payment_record'), count('setup_attempt')], [4, 2, 1]);
}

/** What the journal holds is of no interest here, and its chain belongs to an earlier step. */
const isRow = ([table]: readonly [string, TableRow]) => !['event_types', 'journal', 'journal_objects'].includes(table);

test('a store of before is brought to what a new one would hold, on SQLite', () =>
  migratedOnSqlite({ schema: BEFORE, rows: earlier.filter(isRow) }, assertMigrated));

const available = postgresAvailable();

test('the same on PostgreSQL', { skip: available === true ? false : available }, () =>
  migratedOnPostgres({ schema: BEFORE, rows: earlier.filter(isRow) }, assertMigrated),
);
