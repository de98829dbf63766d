/** Where what a report tells ends up: on the record, on the attempt, on both, or on neither. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Loose } from '../../../../src/core/kernel/shared.js';
import { reportInformational } from '../../../../src/core/payments/payment_record/report_informational.js';
import { reportOutcome } from '../../../../src/core/payments/payment_record/report_outcome.js';
import { reportPayment } from '../../../../src/core/payments/payment_record/report_payment.js';
import { reportPaymentAttempt } from '../../../../src/core/payments/payment_record/report_payment_attempt.js';
import { reportRefund } from '../../../../src/core/payments/payment_record/report_refund.js';
import type { PaymentAttemptRecord, PaymentRecord } from '../../../../src/core/payments/payment_record/types.js';
import { attempt, attemptsOf, informational, outcome, payment, recordIn, recordOf, refund } from './reports.js';
import { NOW, RuleLedger } from './rule_ledger.js';

const SHIPPING = { name: 'Ada', phone: '+44', address: { city: 'London', country: 'GB' } };
const CHEQUE = { type: 'custom' as const, custom: { display_name: 'Cheque', type: 'cpmt_1' } };
const FULL = payment({
  customer_details: { name: 'Ada', email: 'ada@example.com' },
  customer_presence: 'off_session',
  description: 'a book',
  metadata: { order: '7', empty: '' },
  payment_method_details: { ...CHEQUE, billing_details: { name: 'A. L.', address: { line1: '1 St' } } },
  processor_details: { type: 'custom', payment_reference: 'cheque 12' },
  shipping_details: SHIPPING,
});

function latest(ledger: RuleLedger, id: string): PaymentAttemptRecord {
  return attemptsOf(ledger, id).at(-1) ?? assert.fail('the record has no attempt');
}

function both(ledger: RuleLedger, id: string): [PaymentRecord, PaymentAttemptRecord] {
  return [recordOf(ledger, id), latest(ledger, id)];
}

test('report_payment: everything lands on the record and on the attempt', () => {
  const ledger = new RuleLedger();
  const id = ledger.accept(reportPayment, FULL);
  const shared = {
    created: NOW,
    currency: 'usd',
    amounts: { requested: 1_000 },
    reported_by: 'self',
    customer_details: { name: 'Ada', email: 'ada@example.com' },
    customer_presence: 'off_session',
    description: 'a book',
    metadata: { order: '7' },
    payment_method_details: { ...CHEQUE, billing_details: { name: 'A. L.', address: { line1: '1 St' } } },
    processor_details: { type: 'custom', payment_reference: 'cheque 12' },
    shipping_details: SHIPPING,
  };
  const [record, first] = both(ledger, id);
  assert.deepEqual(record, { ...shared, id, happened: 1_730_253_453, latest_payment_attempt_record: first.id });
  assert.deepEqual(first, { ...shared, id: first.id, payment_record: id, initiated_at: 1_730_253_453 });
});

test('report_payment: what is not told is not stored, and the processor is `custom`', () => {
  const ledger = new RuleLedger();
  const [record] = both(ledger, ledger.accept(reportPayment, payment()));
  const absent = ['customer_details', 'customer_presence', 'description', 'metadata', 'shipping_details'];
  for (const name of absent) assert.ok(!(name in record), name);
  assert.deepEqual(record.processor_details, { type: 'custom' });
});

test('the time of an outcome lands on the attempt, whichever report tells it', () => {
  for (const name of ['guaranteed', 'failed', 'canceled'] as const) {
    const ledger = new RuleLedger();
    const at_once = ledger.accept(reportPayment, payment({ outcome: { outcome: name, at: 77 } }));
    const later = recordIn(ledger, 'initiated');
    ledger.accept(reportOutcome, outcome(later, name, { at: 78 }));
    const again = recordIn(ledger, 'failed');
    ledger.accept(reportPaymentAttempt, attempt(again, { initiated_at: 90, outcome: { outcome: name, at: 79 } }));
    const times = [at_once, later, again].map((id) => latest(ledger, id)[`${name}_at`]);
    assert.deepEqual(times, [77, 78, 79]);
    assert.equal(latest(ledger, again).initiated_at, 90);
    for (const id of [at_once, later, again]) assert.ok(!(`${name}_at` in recordOf(ledger, id)));
  }
});

test('times are the reporter’s and may lie in any order', () => {
  const ledger = new RuleLedger();
  const id = ledger.accept(reportPayment, payment({ initiated_at: 500 }));
  ledger.accept(reportOutcome, outcome(id, 'guaranteed', { at: 100 }));
  ledger.accept(reportRefund, refund(id, 'r', { refunded_at: 50, initiated_at: 60 }));
  const { initiated_at, guaranteed_at } = latest(ledger, id);
  assert.deepEqual([initiated_at, guaranteed_at], [500, 100]);
});

test('report_payment_attempt: what is given replaces the record’s, what is not is inherited from it', () => {
  const ledger = new RuleLedger();
  const id = ledger.accept(reportPayment, { ...FULL, outcome: { outcome: 'failed', at: 1 } });
  ledger.now += 60;
  const [first] = attemptsOf(ledger, id);
  ledger.accept(
    reportPaymentAttempt,
    attempt(id, {
      description: 'again',
      metadata: { order: '8', try: '2' },
      payment_method_details: { type: 'custom', custom: { display_name: 'Cash' } },
      shipping_details: { name: 'Bob' },
    }),
  );
  const [record, second] = both(ledger, id);
  const given = {
    description: 'again',
    payment_method_details: { type: 'custom', custom: { display_name: 'Cash' } },
    shipping_details: { name: 'Bob' },
  };
  const inherited = {
    customer_details: { name: 'Ada', email: 'ada@example.com' },
    customer_presence: 'off_session',
    processor_details: { type: 'custom', payment_reference: 'cheque 12' },
    currency: 'usd',
    amounts: { requested: 1_000 },
    reported_by: 'self',
  };
  assert.deepEqual(record, {
    ...given,
    ...inherited,
    id,
    created: NOW,
    happened: 1_730_253_453,
    latest_payment_attempt_record: second.id,
    metadata: { order: '8', try: '2' },
  });
  assert.deepEqual(second, {
    ...given,
    ...inherited,
    id: second.id,
    created: NOW + 60,
    payment_record: id,
    initiated_at: 1_730_253_825,
    metadata: { order: '8', try: '2' },
  });
  assert.deepEqual(attemptsOf(ledger, id)[0], first);
});

test('report_payment_attempt with nothing but its time inherits everything but metadata', () => {
  const ledger = new RuleLedger();
  const id = ledger.accept(reportPayment, { ...FULL, outcome: { outcome: 'canceled', at: 1 } });
  ledger.accept(reportPaymentAttempt, attempt(id));
  const [record, second] = both(ledger, id);
  for (const one of [record, second]) {
    assert.equal(one.description, 'a book');
    assert.deepEqual(one.shipping_details, SHIPPING);
    assert.deepEqual(one.payment_method_details, FULL.payment_method_details);
  }
  assert.deepEqual(record.metadata, { order: '7' });
  assert.equal(second.metadata, undefined);
});

const METADATA: [name: string, patch: Record<string, string> | null | undefined, after: object | undefined][] = [
  ['absent: nothing changes', undefined, { order: '7', line: 'a' }],
  ['merged key by key', { line: 'b', page: '3' }, { order: '7', line: 'b', page: '3' }],
  ['an empty value removes its key', { line: '', unknown: '' }, { order: '7' }],
  ['null removes all', null, undefined],
];

for (const [name, patch, after] of METADATA) {
  test(`metadata of later reports lands on both: ${name}`, () => {
    const ledger = new RuleLedger();
    const metadata = { order: '7', line: 'a' };
    for (const ending of ['guaranteed', 'failed', 'canceled'] as const) {
      const id = ledger.accept(reportPayment, payment({ metadata }));
      ledger.accept(reportOutcome, outcome(id, ending, { metadata: patch }));
      for (const one of both(ledger, id)) assert.deepEqual(one.metadata, after, ending);
    }
    const id = ledger.accept(reportPayment, payment({ metadata }));
    ledger.accept(reportInformational, informational(id, { metadata: patch }));
    for (const one of both(ledger, id)) assert.deepEqual(one.metadata, after, 'informational');

    const again = ledger.accept(reportPayment, payment({ metadata, outcome: { outcome: 'failed', at: 1 } }));
    ledger.accept(reportPaymentAttempt, attempt(again, { metadata: patch }));
    const [record, second] = both(ledger, again);
    assert.deepEqual(record.metadata, after, 'a new attempt');
    const own = Object.fromEntries(Object.entries(patch ?? {}).filter(([, value]) => value !== ''));
    assert.deepEqual(second.metadata ?? {}, own, 'a new attempt begins with what it is given');
  });
}

test('metadata that would hold more than 50 keys is refused on every later report', () => {
  const ledger = new RuleLedger();
  const keys = (from: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key ${from + index}`, 'x']));
  const open = ledger.accept(reportPayment, payment({ metadata: keys(0, 50) }));
  const failed = ledger.accept(
    reportPayment,
    payment({ metadata: keys(0, 50), outcome: { outcome: 'failed', at: 1 } }),
  );
  const patch = { metadata: keys(50, 1) };
  for (const refusal of [
    ledger.refuse(reportOutcome, outcome(open, 'failed', patch)),
    ledger.refuse(reportInformational, informational(open, patch)),
    ledger.refuse(reportPaymentAttempt, attempt(failed, patch)),
  ]) {
    assert.equal(refusal.param, 'metadata');
    assert.match(refusal.message, /at most 50 keys/);
  }
  ledger.accept(reportInformational, informational(open, { metadata: { ...keys(50, 1), 'key 0': '' } }));
  assert.equal(Object.keys(recordOf(ledger, open).metadata ?? {}).length, 50);
});

test('informational: customer details member by member, shipping as a whole, null clears', () => {
  const rows: [told: Parameters<typeof informational>[1], after: Partial<Loose<PaymentRecord>>][] = [
    [{}, {}],
    [{ customer_details: { name: 'Bob' } }, { customer_details: { name: 'Bob', email: 'ada@example.com' } }],
    [
      { customer_details: { phone: '+1', email: undefined } },
      { customer_details: { name: 'Ada', email: 'ada@example.com', phone: '+1' } },
    ],
    [{ customer_details: { email: null } }, { customer_details: { name: 'Ada' } }],
    [{ customer_details: { email: null, name: null } }, { customer_details: undefined }],
    [{ description: 'two books' }, { description: 'two books' }],
    [{ description: null }, { description: undefined }],
    [{ shipping_details: { name: 'Bob' } }, { shipping_details: { name: 'Bob' } }],
    [{ shipping_details: null }, { shipping_details: undefined }],
  ];
  for (const [told, after] of rows) {
    const ledger = new RuleLedger();
    const id = ledger.accept(reportPayment, FULL);
    const before = both(ledger, id);
    ledger.accept(reportInformational, informational(id, told));
    both(ledger, id).forEach((one, index) => {
      const expected = Object.entries({ ...before[index], ...after }).filter(([, value]) => value !== undefined);
      assert.deepEqual(one, Object.fromEntries(expected), JSON.stringify(told));
    });
  }
});

test('what a refund tells is kept with the refund, not on the record', () => {
  const ledger = new RuleLedger();
  const id = recordIn(ledger, 'guaranteed');
  const before = both(ledger, id);
  ledger.accept(
    reportRefund,
    refund(id, 'ref 1', {
      amount: { currency: 'usd', value: 300 },
      initiated_at: 5,
      refunded_at: 6,
      metadata: { why: 'x' },
    }),
  );
  ledger.accept(reportRefund, refund(id, 'ref 2', { amount: { currency: 'usd', value: 1 }, initiated_at: 7 }));
  ledger.accept(reportRefund, refund(id, 'ref 3', { metadata: { gone: '' } }));
  const shared = { created: NOW, payment_record: id, payment_attempt_record: latest(ledger, id).id, currency: 'usd' };
  assert.deepEqual(
    ledger.all('payment_record_refund').map(({ id: _id, ...rest }) => rest),
    [
      { ...shared, amount: 300, refund_reference: 'ref 1', initiated_at: 5, refunded_at: 6, metadata: { why: 'x' } },
      { ...shared, amount: 1, refund_reference: 'ref 2', initiated_at: 7, refunded_at: 7 },
      { ...shared, amount: 699, refund_reference: 'ref 3', refunded_at: NOW },
    ],
  );
  const amounts = { requested: 1_000, authorized: 1_000, guaranteed: 1_000, refunded: 1_000 };
  assert.deepEqual(
    both(ledger, id),
    before.map((one) => ({ ...one, amounts })),
  );
});
