/** The checks of what a report refers to: payment methods, customers, records, refund references. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columnsOf } from '../../../../src/core/kinds.js';
import type { CardDetails } from '../../../../src/core/payments/cards.js';
import type { PaymentMethodInput } from '../../../../src/core/payments/payment_record/payment_method_details.js';
import { reportInformational } from '../../../../src/core/payments/payment_record/report_informational.js';
import { reportOutcome } from '../../../../src/core/payments/payment_record/report_outcome.js';
import { reportPayment } from '../../../../src/core/payments/payment_record/report_payment.js';
import { reportPaymentAttempt } from '../../../../src/core/payments/payment_record/report_payment_attempt.js';
import { reportRefund } from '../../../../src/core/payments/payment_record/report_refund.js';
import { REPORTS } from '../../../../src/core/payments/payment_record/states.js';
import {
  attempt,
  attemptsOf,
  follow,
  informational,
  outcome,
  payment,
  recordIn,
  recordOf,
  refund,
  usd,
} from './reports.js';
import { NOW, RuleLedger } from './rule_ledger.js';

const CARD: CardDetails = {
  brand: 'visa',
  country: 'US',
  exp_month: 12,
  exp_year: 2030,
  fingerprint: 'abc',
  funding: 'credit',
  last4: '4242',
};

function ledgerWithMethods(): RuleLedger {
  const ledger = new RuleLedger();
  const created = NOW - 100;
  ledger.put('customer', { id: 'cus_a', created, invoice_prefix: 'A' });
  ledger.put('customer', { id: 'cus_b', created, invoice_prefix: 'B' });
  ledger.put('customer', { id: 'cus_gone', created, invoice_prefix: 'C', deleted: true });
  ledger.put('payment_method', { id: 'pm_free', created, type: 'card', card: CARD, billing_details: { name: 'Own' } });
  ledger.put('payment_method', { id: 'pm_of_b', created, type: 'card', card: CARD, customer: 'cus_b' });
  ledger.put('payment_method', {
    id: 'pm_custom',
    created,
    type: 'custom',
    custom: { type: 'cpmt_9', display_name: 'Wallet' },
  });
  return ledger;
}

const METHOD = 'payment_method_details[payment_method]';
const REFUSED_METHODS: [input: PaymentMethodInput, param: string, message: RegExp, code?: string][] = [
  [{}, METHOD, /^Missing required param/, 'parameter_missing'],
  [{ billing_details: { name: 'x' } }, METHOD, /^Missing required param/, 'parameter_missing'],
  [{ custom: { display_name: 'x' } }, METHOD, /^Missing required param/, 'parameter_missing'],
  [{ type: 'custom' }, 'payment_method_details[custom]', /^Missing required param/, 'parameter_missing'],
  [{ payment_method: 'pm_none' }, METHOD, /^No such PaymentMethod: 'pm_none'$/, 'resource_missing'],
  [{ payment_method: 'pm_of_b' }, METHOD, /belongs to customer 'cus_b'.*names customer 'cus_a'/],
  [{ payment_method: 'pm_free', type: 'custom' }, 'payment_method_details[type]', /is of type card/],
  [{ payment_method: 'pm_free', custom: { type: 'x' } }, 'payment_method_details[type]', /is of type card/],
  [{ template: { card: CARD, test_card: 'visa' }, type: 'custom' }, 'payment_method_details[type]', /is of type card/],
];

test('payment methods that do not fit are refused, on a new payment and on a new attempt', () => {
  for (const [input, param, message, code] of REFUSED_METHODS) {
    const ledger = ledgerWithMethods();
    const customer_details = { customer: 'cus_a' };
    const failed = ledger.accept(reportPayment, payment({ customer_details, outcome: { outcome: 'failed', at: 1 } }));
    for (const refusal of [
      ledger.refuse(reportPayment, payment({ customer_details, payment_method_details: input })),
      ledger.refuse(reportPaymentAttempt, attempt(failed, { payment_method_details: input })),
    ]) {
      assert.equal(refusal.status, 400);
      assert.equal(refusal.param, param, JSON.stringify(input));
      assert.match(refusal.message, message);
      assert.equal(refusal.code, code);
    }
  }
});

const ACCEPTED_METHODS: [input: PaymentMethodInput, customer: string | undefined, details: object][] = [
  [
    { payment_method: 'pm_free' },
    'cus_a',
    { type: 'card', payment_method: 'pm_free', card: CARD, billing_details: { name: 'Own' } },
  ],
  [
    { payment_method: 'pm_free', billing_details: { email: 'e' } },
    undefined,
    { type: 'card', payment_method: 'pm_free', card: CARD, billing_details: { email: 'e' } },
  ],
  [{ payment_method: 'pm_of_b' }, 'cus_b', { type: 'card', payment_method: 'pm_of_b', card: CARD }],
  [{ payment_method: 'pm_of_b' }, undefined, { type: 'card', payment_method: 'pm_of_b', card: CARD }],
  [
    { payment_method: 'pm_custom', type: 'custom', custom: { display_name: 'Mine' } },
    undefined,
    { type: 'custom', payment_method: 'pm_custom', custom: { type: 'cpmt_9', display_name: 'Mine' } },
  ],
  [{ type: 'custom', custom: { type: 'cpmt_1' } }, undefined, { type: 'custom', custom: { type: 'cpmt_1' } }],
];

test('payment methods that fit are kept as a snapshot', () => {
  for (const [input, customer, details] of ACCEPTED_METHODS) {
    const ledger = ledgerWithMethods();
    const customer_details = customer === undefined ? undefined : { customer };
    const id = ledger.accept(reportPayment, payment({ customer_details, payment_method_details: input }));
    assert.deepEqual(recordOf(ledger, id).payment_method_details, details);
    assert.deepEqual(attemptsOf(ledger, id)[0]?.payment_method_details, details);
  }
});

test('a template becomes a payment method in the same commit', () => {
  const ledger = new RuleLedger();
  const template = { card: CARD, test_card: 'visa' };
  const id = ledger.accept(reportPayment, payment({ payment_method_details: { template } }));
  const [made, ...others] = ledger.all('payment_method');
  assert.equal(others.length, 0);
  assert.deepEqual(made, { id: made?.id, created: NOW, type: 'card', card: CARD, test_card: 'visa' });
  assert.deepEqual(recordOf(ledger, id).payment_method_details, {
    type: 'card',
    payment_method: made?.id,
    card: CARD,
  });
});

test('a customer that does not exist, or no longer, is refused', () => {
  for (const customer of ['cus_none', 'cus_gone']) {
    const ledger = ledgerWithMethods();
    const id = recordIn(ledger, 'initiated');
    for (const refusal of [
      ledger.refuse(reportPayment, payment({ customer_details: { customer } })),
      ledger.refuse(reportInformational, informational(id, { customer_details: { customer } })),
    ]) {
      assert.equal(refusal.status, 400);
      assert.equal(refusal.code, 'resource_missing');
      assert.equal(refusal.param, 'customer_details[customer]');
      assert.equal(refusal.message, `No such customer: '${customer}'`);
    }
    ledger.accept(reportInformational, informational(id, { customer_details: { customer: 'cus_a' } }));
    assert.equal(recordOf(ledger, id).customer_details?.customer, 'cus_a');
  }
});

test('every report on a record that does not exist answers 404', () => {
  for (const report of REPORTS) {
    const ledger = new RuleLedger();
    const refusal = follow(ledger, 'pr_none', report);
    assert.ok('refused' in refusal, report);
    assert.equal(refusal.status, 404);
    assert.equal(refusal.code, 'resource_missing');
    assert.equal(refusal.param, 'id');
    assert.equal(refusal.message, "No such payment_record: 'pr_none'");
  }
});

test('a record kept for a payment that Daybook processed takes no report', () => {
  for (const report of REPORTS) {
    const ledger = new RuleLedger();
    const id = recordIn(ledger, 'failed');
    ledger.put('payment_record', { ...recordOf(ledger, id), reported_by: 'stripe' });
    const before = ledger.snapshot();
    const refusal = follow(ledger, id, report);
    assert.ok('refused' in refusal, `${report} was accepted`);
    assert.equal(refusal.status, 400);
    assert.equal(refusal.code, undefined);
    assert.match(refusal.message, /through their PaymentIntent/);
    assert.deepEqual(ledger.snapshot(), before);
  }
});

test('refunds are refused for the wrong currency, too much, and a reference that is taken', () => {
  const ledger = new RuleLedger();
  const id = recordIn(ledger, 'guaranteed');
  const other = recordIn(ledger, 'guaranteed');
  ledger.accept(reportRefund, refund(other, 'taken'));
  const currency = ledger.refuse(reportRefund, refund(id, 'a', { amount: { currency: 'eur', value: 1 } }));
  assert.equal(currency.param, 'amount[currency]');
  assert.equal(currency.code, undefined);
  assert.match(currency.message, /in eur.*in usd/);

  const amount = ledger.refuse(reportRefund, refund(id, 'a', { amount: usd(1_001) }));
  assert.equal(amount.param, 'amount[value]');
  assert.equal(amount.code, undefined);
  assert.match(amount.message, /1001 usd.*1000 usd/);

  const taken = ledger.refuse(reportRefund, refund(id, 'taken', { amount: usd(1) }));
  assert.equal(taken.code, 'resource_already_exists');
  assert.equal(taken.param, 'processor_details[custom][refund_reference]');
  assert.ok(taken.message.includes(other), 'the message names the record that has the refund');
  ledger.accept(reportRefund, refund(id, 'a', { amount: usd(1_000) }));
});

test('a refused refund does not take its reference', () => {
  const ledger = new RuleLedger();
  const id = recordIn(ledger, 'initiated');
  ledger.refuse(reportRefund, refund(id, 'r'));
  ledger.accept(reportOutcome, outcome(id, 'guaranteed'));
  ledger.accept(reportRefund, refund(id, 'r', { amount: usd(1) }));
  assert.equal(ledger.refuse(reportRefund, refund(id, 'r', { amount: usd(1) })).code, 'resource_already_exists');
});

test('references of refunds are compared, and kept, without the blanks around them', () => {
  for (const again of ['r', ' r', 'r\u00a0', '\u3000r\ufeff', '\tr\n']) {
    const ledger = new RuleLedger();
    const id = recordIn(ledger, 'guaranteed');
    ledger.accept(reportRefund, refund(id, ' r\u00a0', { amount: usd(1) }));
    const refused = ledger.refuse(reportRefund, refund(id, again, { amount: usd(1) }));
    assert.equal(refused.code, 'resource_already_exists', JSON.stringify(again));
    assert.deepEqual(
      ledger.all('payment_record_refund').map(({ refund_reference }) => refund_reference),
      ['r'],
    );
  }
});

test('a reference that was kept with blanks before they were taken off is known all the same', () => {
  const ledger = new RuleLedger();
  const id = recordIn(ledger, 'guaranteed');
  ledger.accept(reportRefund, refund(id, 'r', { amount: usd(1) }));
  const [kept] = ledger.all('payment_record_refund');
  assert.ok(kept !== undefined);
  ledger.put('payment_record_refund', { ...kept, refund_reference: '\u00a0r ' });
  assert.equal(ledger.refuse(reportRefund, refund(id, 'r', { amount: usd(1) })).code, 'resource_already_exists');
});

test('the same payment_reference may repeat: one sale can be paid in several parts', () => {
  const ledger = new RuleLedger();
  const processor_details = (payment_reference: string) => ({ type: 'custom', payment_reference });
  const ids = ['sale 1', ' sale 1', 'sale 1\u00a0'].map((reference) =>
    ledger.accept(reportPayment, payment({ processor_details: processor_details(reference) })),
  );
  const records = ids.map((id) => ledger.get('payment_record', id));
  assert.deepEqual(
    records.map((record) => record.processor_details.payment_reference),
    ['sale 1', ' sale 1', 'sale 1\u00a0'],
    'each is shown as it was sent',
  );
  assert.deepEqual(
    records.map((record) => columnsOf('payment_record', record)['processor_reference']),
    ['sale 1', 'sale 1', 'sale 1'],
  );
});
