/** When a payment happened, and when its outcome did: after each sequence of reports, in whatever order times lie. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf } from '../../../../src/core/kinds.js';
import type { Outcome } from '../../../../src/core/payments/payment_record/amounts.js';
import { reportInformational } from '../../../../src/core/payments/payment_record/report_informational.js';
import { reportOutcome } from '../../../../src/core/payments/payment_record/report_outcome.js';
import { reportPayment } from '../../../../src/core/payments/payment_record/report_payment.js';
import { reportPaymentAttempt } from '../../../../src/core/payments/payment_record/report_payment_attempt.js';
import { reportRefund } from '../../../../src/core/payments/payment_record/report_refund.js';
import type { PaymentRecord } from '../../../../src/core/payments/payment_record/types.js';
import { attempt, attemptsOf, informational, outcome, payment, recordOf, refund, usd } from './reports.js';
import { NOW, RuleLedger } from './rule_ledger.js';

type Step = (ledger: RuleLedger, id: string) => void;

const ended = (name: Outcome, at: number): Step => {
  return (ledger, id) => ledger.accept(reportOutcome, outcome(id, name, { at }));
};
const retried = (initiated_at: number, name?: Outcome, at = 0): Step => {
  const reported = name && { outcome: name, at };
  return (ledger, id) => ledger.accept(reportPaymentAttempt, attempt(id, { initiated_at, outcome: reported }));
};
const informed: Step = (ledger, id) => ledger.accept(reportInformational, informational(id, { description: 'more' }));
const refunded: Step = (ledger, id) =>
  ledger.accept(reportRefund, refund(id, 'r', { amount: usd(1), refunded_at: 9_999 }));

interface Case {
  readonly name: string;
  readonly first: { readonly initiated_at: number; readonly outcome?: Outcome; readonly at?: number };
  readonly steps: readonly Step[];
  readonly happened: number;
  readonly outcome_happened: number | null;
}

const CASES: readonly Case[] = [
  { name: 'an attempt that is open', first: { initiated_at: 500 }, steps: [], happened: 500, outcome_happened: null },
  {
    name: 'one that is reported with its outcome',
    first: { initiated_at: 500, outcome: 'guaranteed', at: 600 },
    steps: [],
    happened: 500,
    outcome_happened: 600,
  },
  ...(['guaranteed', 'failed', 'canceled'] as const).map((name) => ({
    name: `one that is ${name} later`,
    first: { initiated_at: 500 },
    steps: [ended(name, 700)],
    happened: 500,
    outcome_happened: 700,
  })),
  {
    name: 'an outcome that is dated before the attempt',
    first: { initiated_at: 500 },
    steps: [ended('guaranteed', 100)],
    happened: 500,
    outcome_happened: 100,
  },
  {
    name: 'the first second there is',
    first: { initiated_at: 0, outcome: 'failed', at: 0 },
    steps: [],
    happened: 0,
    outcome_happened: 0,
  },
  {
    name: 'what else is reported, and refunds, change neither',
    first: { initiated_at: 500, outcome: 'guaranteed', at: 600 },
    steps: [informed, refunded, informed],
    happened: 500,
    outcome_happened: 600,
  },
  {
    name: 'a retry keeps when the payment was begun, and opens its outcome again',
    first: { initiated_at: 500, outcome: 'failed', at: 600 },
    steps: [retried(800)],
    happened: 500,
    outcome_happened: null,
  },
  {
    name: 'the outcome of a retry is that of the payment',
    first: { initiated_at: 500, outcome: 'failed', at: 600 },
    steps: [retried(800), ended('guaranteed', 900)],
    happened: 500,
    outcome_happened: 900,
  },
  {
    name: 'a retry with its outcome, after one that was canceled',
    first: { initiated_at: 500, outcome: 'canceled', at: 600 },
    steps: [retried(800, 'failed', 850), retried(860, 'guaranteed', 870)],
    happened: 500,
    outcome_happened: 870,
  },
  {
    name: 'attempts that are reported in another order than they were made',
    first: { initiated_at: 500, outcome: 'failed', at: 600 },
    steps: [retried(300, 'failed', 310), retried(400, 'guaranteed', 450)],
    happened: 300,
    outcome_happened: 450,
  },
];

for (const { name, first, steps, happened, outcome_happened } of CASES) {
  test(`${name}: happened at ${happened}, its outcome at ${outcome_happened}`, () => {
    const ledger = new RuleLedger();
    const reported = first.outcome && { outcome: first.outcome, at: first.at ?? 0 };
    const { initiated_at } = first;
    const id = ledger.accept(reportPayment, payment({ initiated_at, outcome: reported }));
    for (const step of steps) step(ledger, id);
    const record = recordOf(ledger, id);
    const columns = columnsOf('payment_record', record);
    assert.deepEqual([columns['happened'], columns['outcome_happened']], [happened, outcome_happened]);
    assert.deepEqual([record.happened, record.outcome_happened ?? null], [happened, outcome_happened]);
    // Each payment is begun once and decided at most once, be it summed up for both times together or for each.
    const { decided_soon, begun_apart, decided_apart } = columns;
    assert.deepEqual(
      [decided_soon, begun_apart, decided_apart],
      outcome_happened !== null && Math.floor(happened / 900) === Math.floor(outcome_happened / 900)
        ? [happened, null, null]
        : [null, happened, outcome_happened],
    );
    assert.equal(record.created, NOW, 'it was recorded when it was reported');
    for (const made of attemptsOf(ledger, id)) {
      assert.equal(columnsOf('payment_attempt_record', made)['happened'], made.initiated_at);
      assert.ok(!('happened' in made) && !('outcome_happened' in made), 'an attempt has times of its own');
    }
  });
}

test('a refund happened when it was made: then, or when it was initiated, or when it is reported', () => {
  for (const [times, happened] of [
    [{ refunded_at: 50, initiated_at: 40 }, 50],
    [{ refunded_at: undefined, initiated_at: 40 }, 40],
    [{ refunded_at: undefined, initiated_at: undefined }, NOW],
    [{ refunded_at: 0, initiated_at: 40 }, 0],
  ] as const) {
    const ledger = new RuleLedger();
    const id = ledger.accept(reportPayment, payment({ outcome: { outcome: 'guaranteed', at: 1 } }));
    ledger.accept(reportRefund, refund(id, 'r', times));
    const [made] = ledger.all('payment_record_refund');
    assert.equal(made && columnsOf('payment_record_refund', made)['happened'], happened);
  }
});

test('a payment whose times are not known is in the sums of when it was recorded, with its money', () => {
  const record: PaymentRecord = {
    id: 'pr_1',
    created: 77,
    currency: 'usd',
    amounts: { requested: 5, authorized: 5, guaranteed: 5 },
    reported_by: 'self',
    processor_details: { type: 'custom' },
  };
  const timesOf = (document: PaymentRecord) => {
    const { happened, outcome_happened } = columnsOf('payment_record', document);
    return [happened, outcome_happened];
  };
  assert.deepEqual(timesOf(record), [77, 77]);
  assert.deepEqual(timesOf({ ...record, happened: 50 }), [50, 50]);
  assert.deepEqual(timesOf({ ...record, amounts: { requested: 5 } }), [77, null]);
  assert.deepEqual(timesOf({ ...record, amounts: { requested: 5, authorized: 5 } }), [77, null]);
});
