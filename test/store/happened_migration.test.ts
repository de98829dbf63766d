/**
 * The step that keeps when payments happened: a store from before ends up with what the rules would have written, in its
 * columns and in its documents, and nothing that is verified is out of order.
 */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verify } from '../../src/app/verify.js';
import type { Document, Kind } from '../../src/core/kernel/kind.js';
import { columnsOf } from '../../src/core/kinds.js';
import { BLANKS, trimmedReference } from '../../src/core/payments/payment_record/references.js';
import type { PaymentRecord, PaymentRecordRefund } from '../../src/core/payments/payment_record/types.js';
import type { InspectedRow, Store } from '../../src/store/port.js';
import { startDaybook, type TestDaybook } from '../support/daybook.js';
import { earlierRows, type TableRow } from '../support/earlier_store.js';
import { act, confirmed, DECLINES, HOLDS, intent, MULTICAPTURE } from '../support/intents.js';
import { withLedger } from '../support/ledger.js';
import { migratedOnPostgres, migratedOnSqlite } from '../support/migrated_store.js';
import { postgresAvailable } from '../support/postgres.js';
import { refundFields, report, reportPayment } from '../support/reporting.js';
import { succeeds } from '../support/scenario.js';

/** What was released before: the step before this one was made beside it. */
const RELEASED = 5;
const MARCH = 1_740_787_200;
const KINDS = ['payment_record', 'payment_attempt_record', 'payment_record_refund', 'refund'] as const;

let daybook: TestDaybook;
let now: ReadonlyMap<string, InspectedRow>;
let earlier: readonly (readonly [table: string, row: TableRow])[];

const EVERY_BLANK = BLANKS.flatMap(([from, to]) => [String.fromCodePoint(from), String.fromCodePoint(to)]).join('');
/** References as an earlier release kept them: two differ by nothing but blanks. */
const REFERENCES: Readonly<Record<string, string>> = {
  r1: ' r1',
  r2: 'r\u00a0',
  r3: 'r',
  r4: '\u3000r4\ufeff\n',
  r5: `${EVERY_BLANK}r5${EVERY_BLANK}`,
};

before(async () => {
  daybook = await startDaybook();
  await fill(daybook);
  await withLedger(daybook, async ({ ledger: { store } }) => {
    now = await rowsOf(store);
    earlier = await earlierRows(store, { document: documentBefore, columns: columnsBefore });
  });
});
after(() => daybook?.remove());

/** Payments in every state, reported and made here, with times in any order. */
async function fill(server: TestDaybook): Promise<void> {
  const at = (initiated_at: number, outcome?: string, ended_at = 0) => ({
    initiated_at,
    ...(outcome === undefined ? {} : { outcome, [`${outcome}[${outcome}_at]`]: ended_at }),
  });
  const referred = (reference: string) => ({
    'processor_details[type]': 'custom',
    'processor_details[custom][payment_reference]': reference,
  });
  await reportPayment(server, { ...at(MARCH), ...referred('\u00a0blanks \u3000') });
  await reportPayment(server, { ...at(0, 'canceled', 0), ...referred(' in between ') });
  await reportPayment(server, { ...at(MARCH + 9, 'canceled', MARCH + 10), 'metadata[order]': '7' });
  const paid = await reportPayment(server, { ...at(MARCH + 20, 'guaranteed', MARCH + 15), ...referred('plain') });
  await report(server, paid['id'], 'refund', { ...refundFields('r1', 100), 'refunded[refunded_at]': MARCH + 99 });
  await report(server, paid['id'], 'refund', { ...refundFields('r2', 100), initiated_at: MARCH + 98 });
  await report(server, paid['id'], 'refund', refundFields('r3', 200));
  await report(server, paid['id'], 'refund', refundFields('r5', 100));
  await report(server, paid['id'], 'refund', refundFields('r4'));
  const again = await reportPayment(server, at(MARCH + 30, 'failed', MARCH + 31));
  await report(server, again['id'], 'payment_attempt', at(MARCH + 20, 'failed', MARCH + 33));
  await report(server, again['id'], 'payment_attempt', at(MARCH + 40));
  const ended = await reportPayment(server, at(MARCH + 50, 'failed', MARCH + 51));
  await report(server, ended['id'], 'payment_attempt', at(MARCH + 60));
  await report(server, ended['id'], 'payment_attempt_guaranteed', { guaranteed_at: MARCH + 70 });

  await intent(server);
  const whole = await confirmed(server, 'payment_method=pm_card_visa');
  await succeeds(server, 'POST', '/v1/refunds', `payment_intent=${whole['id']}&amount=300`);
  await confirmed(server, HOLDS);
  const parts = await confirmed(server, MULTICAPTURE);
  await act(server, parts['id'], 'capture', 'amount_to_capture=300&final_capture=false');
  await act(server, (await intent(server, DECLINES))['id'], 'confirm');
  const declined = await intent(server, DECLINES);
  await act(server, declined['id'], 'confirm');
  await act(server, declined['id'], 'cancel');
  await act(server, (await confirmed(server, HOLDS))['id'], 'cancel');
  await act(server, (await intent(server))['id'], 'cancel');
}

function documentBefore(kind: Kind, document: Document<Kind>): Document<Kind> {
  if (kind === 'payment_record') {
    const { happened: _happened, outcome_happened: _outcome, ...record } = document as PaymentRecord;
    return record;
  }
  if (kind !== 'payment_record_refund') return document;
  const refund = document as PaymentRecordRefund;
  return { ...refund, refund_reference: REFERENCES[refund.refund_reference ?? ''] ?? '' };
}

function columnsBefore(kind: Kind, document: Document<Kind>): Record<string, string | number | null> {
  const columns = columnsOf(kind, document);
  if (kind !== 'payment_record') return columns;
  const { amounts, processor_details } = document as PaymentRecord;
  return {
    ...columns,
    amount_refunded: amounts.refunded ?? 0,
    processor_reference: processor_details.payment_reference ?? null,
  };
}

async function rowsOf(store: Store): Promise<Map<string, InspectedRow>> {
  const rows = new Map<string, InspectedRow>();
  for (const kind of KINDS) {
    for (const row of await store.rows(kind, { scope: 0, id: '' }, 1_000)) rows.set(row.id, row);
  }
  return rows;
}

async function assertMigrated(store: Store): Promise<void> {
  const { lines } = await verify(store);
  assert.deepEqual(lines, [], 'nothing that is verified is out of order');
  const migrated = await rowsOf(store);
  assert.deepEqual([...migrated.keys()].sort(), [...now.keys()].sort());
  for (const [id, row] of migrated) {
    const made = now.get(id);
    const document = JSON.parse(row.document) as Document<Kind>;
    assert.deepEqual(row.columns, columnsOf(row.kind, document), id);
    if (row.kind === 'payment_record_refund') {
      // What was kept stays as it was; only what it is compared by is new.
      const { refund_reference, trimmed_reference } = row.columns;
      assert.equal(trimmed_reference, trimmedReference(String(refund_reference)));
      const { refund_reference: shown, ...rest } = document as PaymentRecordRefund;
      const { refund_reference: reported, ...expected } = JSON.parse(made?.document ?? '') as PaymentRecordRefund;
      assert.deepEqual([shown, rest], [REFERENCES[reported ?? ''], expected]);
    } else {
      assert.deepEqual(row.columns, made?.columns, id);
      assert.deepEqual(document, JSON.parse(made?.document ?? ''), id);
    }
    assert.equal(row.version, made?.version);
  }
  const happened = [...migrated.values()].filter(({ kind }) => kind === 'payment_record').map(({ columns }) => columns);
  assert.ok(happened.some((columns) => columns['happened'] === MARCH + 20 && columns['outcome_happened'] === null));
  assert.ok(happened.some((columns) => columns['happened'] === 0 && columns['outcome_happened'] === 0));
  assert.ok(happened.some((columns) => columns['processor_reference'] === 'blanks'));
}

test('a store of before is brought to what a new one would hold, on SQLite', () =>
  migratedOnSqlite({ schema: RELEASED, rows: earlier }, assertMigrated));

const available = postgresAvailable();

test('the same on PostgreSQL', { skip: available === true ? false : available }, () =>
  migratedOnPostgres({ schema: RELEASED, rows: earlier }, assertMigrated),
);
