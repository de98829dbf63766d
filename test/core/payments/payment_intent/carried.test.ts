/** Amounts that a currency does not carry get in nowhere, and nothing that is computed is one. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Refusal } from '../../../../src/core/kernel/errors.js';
import { maximumCapturable } from '../../../../src/core/payments/charge/overcapture.js';
import { captureCharge } from '../../../../src/core/payments/payment_intent/capture_charge.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { createPaymentIntent } from '../../../../src/core/payments/payment_intent/create.js';
import { incrementAuthorization } from '../../../../src/core/payments/payment_intent/increment_authorization.js';
import { updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import { confirmation, IntentLedger, increment, made, newIntent, update } from './intent_ledger.js';

const OVER = { request_overcapture: 'if_available' } as const;
const INCREMENTAL = { request_incremental_authorization: 'if_available' } as const;
const MULTI = { request_multicapture: 'if_available' } as const;
const PARTIAL = { request_partial_authorization: 'if_available' } as const;

const short = ({ code, param }: Refusal) => [code, param];
const NOT_CARRIED = 'invalid_charge_amount';
const TOO_LARGE = 'amount_too_large';

/** A currency with an amount that it carries, one a little above that it does not, and its largest. */
const CURRENCIES = [
  ['ugx', 50_000, 50_005, 99_999_900],
  ['isk', 50_000, 50_050, 99_999_900],
  ['kwd', 5_120, 5_125, 99_999_990],
  ['bhd', 5_120, 5_121, 99_999_990],
] as const;

for (const [currency, amount, between, largest] of CURRENCIES) {
  describe(`${currency}: ${between} is refused`, () => {
    const asked = { amount, currency };

    test('when an intent is made', () => {
      const refused = new IntentLedger().refuse(createPaymentIntent, newIntent({ amount: between, currency }));
      assert.deepEqual(short(refused), [NOT_CARRIED, 'amount']);
    });

    test('when it is updated, in its amount or its currency', () => {
      const ledger = new IntentLedger();
      const id = ledger.create(asked);
      assert.deepEqual(short(ledger.refuse(updatePaymentIntent, update(id, { amount: between }))), [
        NOT_CARRIED,
        'amount',
      ]);
      const other = ledger.create({ amount: between, currency: 'jpy' });
      assert.deepEqual(short(ledger.refuse(updatePaymentIntent, update(other, { currency }))), [NOT_CARRIED, 'amount']);
      ledger.update(other, { amount, currency });
      assert.equal(ledger.seen(other), `requires_payment_method ${amount}/0/0`);
    });

    test('when one of before the rule is confirmed', () => {
      const ledger = new IntentLedger();
      const id = ledger.create(asked);
      ledger.put('payment_intent', { ...ledger.intent(id), amount: between });
      const confirmed = confirmation(id, { payment_method: made('visa') });
      assert.deepEqual(short(ledger.refuse(confirmPaymentIntent, confirmed)), [NOT_CARRIED, 'amount']);
    });

    test('when it is captured, by the intent and by the charge, but not all that is left', () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized(MULTI, { amount: largest, currency });
      assert.deepEqual(short(ledger.refuseCapture(id, between)), [NOT_CARRIED, 'amount_to_capture']);
      assert.deepEqual(short(ledger.refuseCapture(id, between, { final_capture: false })), [
        NOT_CARRIED,
        'amount_to_capture',
      ]);
      const by_charge = { id: ledger.charge(id).id, amount: between, statement_descriptor_suffix: undefined };
      assert.deepEqual(short(ledger.refuse(captureCharge, by_charge)), [NOT_CARRIED, 'amount']);
      const too_much = { ...by_charge, amount: largest + 1_000 };
      assert.deepEqual(short(ledger.refuse(captureCharge, too_much)), [TOO_LARGE, 'amount']);
      ledger.capture(id, amount, { final_capture: false });
      ledger.capture(id);
      assert.equal(ledger.seen(id), `succeeded ${largest}/0/${largest}`);
    });

    test('when an authorization is raised', () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized(INCREMENTAL, asked);
      assert.deepEqual(short(ledger.refuse(incrementAuthorization, increment(id, { amount: between }))), [
        NOT_CARRIED,
        'amount',
      ]);
    });

    test('when it is refunded, but not all that is left', () => {
      const ledger = new IntentLedger();
      const id = ledger.create({ amount: largest, currency, card: 'visa', confirmation: {} });
      assert.deepEqual(short(ledger.refuseRefund(id, between)), [NOT_CARRIED, 'amount']);
      ledger.refund(id, amount);
      assert.equal(ledger.refund(id).amount, largest - amount);
    });

    test('beyond what was authorized', () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized(OVER, asked);
      assert.deepEqual(short(ledger.refuseCapture(id, between)), [NOT_CARRIED, 'amount_to_capture']);
      const most = maximumCapturable(ledger.charge(id));
      ledger.capture(id, most);
      assert.equal(ledger.seen(id), `succeeded ${most}/0/${most}`);
    });
  });
}

describe('what a processor grants is offered as far as the currency carries it', () => {
  for (const [currency, amount, most] of [
    ['usd', 1_000, 1_200],
    ['usd', 99_999_999, 99_999_999],
    ['usd', 91_666_666, 99_999_999],
    ['inr', 99_999_999, 119_999_998],
    ['idr', 999_999_999_999, 999_999_999_999],
    ['ugx', 50_200, 60_200],
    ['ugx', 99_999_900, 99_999_900],
    ['isk', 100, 100],
    ['kwd', 5_120, 6_140],
    ['kwd', 10, 10],
    ['jpy', 51, 61],
  ] as const) {
    test(`${most} of ${amount} ${currency}`, () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized({ ...OVER, ...MULTI }, { amount, currency });
      assert.equal(maximumCapturable(ledger.charge(id)), most);
      assert.deepEqual(short(ledger.refuseCapture(id, most + 1_000)), [TOO_LARGE, 'amount_to_capture']);
      ledger.capture(id, most);
      assert.equal(ledger.seen(id), `succeeded ${most}/0/${most}`);
    });
  }

  test('also after an increment, and where an older release granted more', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized({ ...OVER, ...INCREMENTAL }, { amount: 50_000_000 });
    ledger.increment(id, 95_000_000);
    assert.equal(maximumCapturable(ledger.charge(id)), 99_999_999);
    const charge = ledger.charge(id);
    const authorization = { ...ledger.authorization(id), maximum_amount_capturable: 114_000_000 };
    ledger.put('charge', { ...charge, authorization });
    assert.deepEqual(short(ledger.refuseCapture(id, 110_000_000)), [TOO_LARGE, 'amount_to_capture']);
  });

  for (const [currency, amount, granted] of [
    ['usd', 1_000, 700],
    ['usd', 51, 35],
    ['ugx', 50_500, 35_300],
    ['ugx', 100, 100],
    ['kwd', 5_130, 3_590],
    ['kwd', 10, 10],
    ['vuv', 1, 1],
  ] as const) {
    test(`a part of ${amount} ${currency} is ${granted}`, () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized(PARTIAL, { amount, currency, card: 'debit_partialAuthorization' });
      assert.equal(ledger.seen(id), `requires_capture ${granted}/${granted}/0`);
    });
  }
});

describe('a payment of before the rule can be ended', () => {
  test('captured and refunded as a whole', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized({}, { amount: 50_000, currency: 'ugx' });
    const charge = ledger.charge(id);
    const authorization = { ...ledger.authorization(id), amount: 50_005 };
    ledger.put('charge', { ...charge, amount: 50_005, authorization });
    ledger.put('payment_intent', { ...ledger.intent(id), amount: 50_005, amount_capturable: 50_005 });
    ledger.capture(id);
    assert.equal(ledger.seen(id), 'succeeded 50005/0/50005');
    assert.deepEqual(short(ledger.refuseRefund(id, 5)), [NOT_CARRIED, 'amount']);
    assert.equal(ledger.refund(id, 50_005).amount, 50_005);
  });
});

describe('limits of nine and of twelve digits', () => {
  for (const [currency, largest] of [
    ['usd', 99_999_999],
    ['inr', 999_999_999],
    ['idr', 999_999_999_999],
  ] as const) {
    test(`${currency}: ${largest}`, () => {
      const ledger = new IntentLedger();
      const refused = ledger.refuse(createPaymentIntent, newIntent({ amount: largest + 1, currency }));
      assert.deepEqual(short(refused), [TOO_LARGE, 'amount']);
      const id = ledger.create({ amount: largest, currency, card: 'visa', confirmation: {} });
      assert.equal(ledger.seen(id), `succeeded ${largest}/0/${largest}`);
      const other = ledger.create({ amount: 1_000, currency });
      assert.deepEqual(short(ledger.refuse(updatePaymentIntent, update(other, { amount: largest + 1 }))), [
        TOO_LARGE,
        'amount',
      ]);
      const held = ledger.authorized(INCREMENTAL, { amount: largest - 1, currency });
      assert.deepEqual(short(ledger.refuse(incrementAuthorization, increment(held, { amount: largest + 1 }))), [
        TOO_LARGE,
        'amount',
      ]);
      assert.equal(ledger.increment(held, largest), undefined);
      const rupiah = ledger.create({ amount: 100_000_000, currency: 'idr' });
      if (currency === 'usd') {
        assert.deepEqual(short(ledger.refuse(updatePaymentIntent, update(rupiah, { currency }))), [
          TOO_LARGE,
          'amount',
        ]);
      }
    });
  }
});

describe('what an amount is made of is carried, too', () => {
  const item = { product_name: 'x', quantity: 1, unit_cost: 50_000 };
  const rows = [
    [{ line_items: [item, { ...item, unit_cost: 50_001 }] }, 'amount_details[line_items][1][unit_cost]'],
    [{ line_items: [{ ...item, discount_amount: 50 }] }, 'amount_details[line_items][0][discount_amount]'],
    [
      { line_items: [{ ...item, tax: { total_tax_amount: 1 } }] },
      'amount_details[line_items][0][tax][total_tax_amount]',
    ],
    [{ discount_amount: 1 }, 'amount_details[discount_amount]'],
    [{ tax: { total_tax_amount: 10 } }, 'amount_details[tax][total_tax_amount]'],
    [{ shipping: { amount: 99 } }, 'amount_details[shipping][amount]'],
  ] as const;
  for (const [details, param] of rows) {
    test(`${param} of ugx`, () => {
      const ledger = new IntentLedger();
      const amount_details = { enforce_arithmetic_validation: false, ...details };
      const given = { amount: 50_000, currency: 'ugx', members: { amount_details } };
      assert.deepEqual(short(ledger.refuse(createPaymentIntent, newIntent(given))), [NOT_CARRIED, param]);
      const id = ledger.create({ amount: 50_000, currency: 'ugx' });
      const changed = update(id, { members: { amount_details } });
      assert.deepEqual(short(ledger.refuse(updatePaymentIntent, changed)), [NOT_CARRIED, param]);
      const confirmed = confirmation(id, { payment_method: made('visa'), members: { amount_details } });
      assert.deepEqual(short(ledger.refuse(confirmPaymentIntent, confirmed)), [NOT_CARRIED, param]);
      for (const options of [{}, MULTI]) {
        const held = ledger.authorized(options, { amount: 50_000, currency: 'ugx' });
        assert.deepEqual(short(ledger.refuseCapture(held, undefined, { amount_details })), [NOT_CARRIED, param]);
      }
      const raised = ledger.authorized(INCREMENTAL, { amount: 50_000, currency: 'ugx' });
      const more = increment(raised, { amount: 60_000, amount_details });
      assert.deepEqual(short(ledger.refuse(incrementAuthorization, more)), [NOT_CARRIED, param]);
    });
  }

  test('in another currency than they were told for', () => {
    const ledger = new IntentLedger();
    const members = { amount_details: { tax: { total_tax_amount: 55 } } };
    const id = ledger.create({ amount: 50_000, currency: 'usd', members });
    assert.deepEqual(short(ledger.refuse(updatePaymentIntent, update(id, { currency: 'isk' }))), [
      NOT_CARRIED,
      'amount_details[tax][total_tax_amount]',
    ]);
  });

  test('with no more digits, nor the sum of several captures', () => {
    const ledger = new IntentLedger();
    const large = { enforce_arithmetic_validation: false, tax: { total_tax_amount: 60_000_000 } };
    const over = { ...large, tax: { total_tax_amount: 100_000_000 } };
    const param = 'amount_details[tax][total_tax_amount]';
    const id = ledger.authorized(MULTI, { amount: 1_000 });
    const first = { final_capture: false, amount_details: over };
    assert.deepEqual(short(ledger.refuseCapture(id, 100, first)), [TOO_LARGE, param]);
    ledger.capture(id, 100, { ...first, amount_details: large });
    assert.deepEqual(short(ledger.refuseCapture(id, 100, { ...first, amount_details: large })), [TOO_LARGE, param]);
  });
});
