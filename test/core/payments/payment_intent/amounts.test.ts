/** What an amount may be in each currency, when an intent is made and when it is changed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { amountStep, CURRENCIES } from '../../../../src/core/kernel/currencies.js';
import { createPaymentIntent } from '../../../../src/core/payments/payment_intent/create.js';
import { updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import { IntentLedger, newIntent, update, why } from './intent_ledger.js';

const SMALLEST: readonly [currency: string, minimum: number, named: string][] = [
  ['usd', 50, '$0.50 usd'],
  ['eur', 50, '€0.50 eur'],
  ['gbp', 30, '£0.30 gbp'],
  ['jpy', 50, '¥50 jpy'],
  ['aed', 200, '2.00 aed'],
  ['aud', 50, '0.50 aud'],
  ['bgn', 100, '1.00 bgn'],
  ['brl', 50, '0.50 brl'],
  ['cad', 50, '0.50 cad'],
  ['chf', 50, '0.50 chf'],
  ['czk', 1_500, '15.00 czk'],
  ['dkk', 250, '2.50 dkk'],
  ['hkd', 400, '4.00 hkd'],
  ['huf', 17_500, '175.00 huf'],
  ['inr', 50, '0.50 inr'],
  ['mxn', 1_000, '10.00 mxn'],
  ['myr', 200, '2.00 myr'],
  ['nok', 300, '3.00 nok'],
  ['nzd', 50, '0.50 nzd'],
  ['pln', 200, '2.00 pln'],
  ['ron', 200, '2.00 ron'],
  ['sek', 300, '3.00 sek'],
  ['sgd', 50, '0.50 sgd'],
  ['thb', 1_000, '10.00 thb'],
];

const refused = (code: string, message: string) => ({
  status: 400,
  type: 'invalid_request_error',
  code,
  param: 'amount',
  message,
});

const ZERO = refused(
  'parameter_invalid_integer',
  'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents',
);

for (const [currency, minimum, named] of SMALLEST) {
  test(`${currency}: ${minimum} is the least`, () => {
    const ledger = new IntentLedger();
    const below = { amount: minimum - 1, currency };
    const message = refused('amount_too_small', `Amount must be at least ${named}`);
    assert.deepEqual(why(ledger.refuse(createPaymentIntent, newIntent(below))), message);
    assert.deepEqual(why(ledger.refuse(createPaymentIntent, newIntent({ ...below, amount: 1 }))), message);
    const id = ledger.create({ amount: minimum, currency });
    assert.deepEqual(why(ledger.refuse(updatePaymentIntent, update(id, { amount: minimum - 1 }))), message);
    const other = ledger.create({ amount: minimum, currency: 'vuv' });
    ledger.update(other, { currency });
    assert.equal(ledger.intent(other).currency, currency);
  });
}

test('a currency without a minimum takes the smallest amount that it carries', () => {
  const known = new Set(SMALLEST.map(([currency]) => currency));
  for (const currency of CURRENCIES) {
    if (known.has(currency)) continue;
    const ledger = new IntentLedger();
    const amount = amountStep(currency);
    const id = ledger.create({ amount, currency, card: 'visa', confirmation: {} });
    assert.equal(ledger.seen(id), `succeeded ${amount}/0/${amount}`, currency);
  }
});

test('nothing is not an amount', () => {
  const ledger = new IntentLedger();
  for (const currency of ['usd', 'jpy', 'kwd']) {
    assert.deepEqual(why(ledger.refuse(createPaymentIntent, newIntent({ amount: 0, currency }))), ZERO);
  }
  const id = ledger.create();
  assert.deepEqual(why(ledger.refuse(updatePaymentIntent, update(id, { amount: 0 }))), ZERO);
});

for (const [currency, most, named] of [
  ['usd', 99_999_999, '$999,999.99'],
  ['eur', 99_999_999, '€999,999.99'],
  ['chf', 99_999_999, '999,999.99 chf'],
  ['jpy', 99_999_999, '¥99,999,999'],
  ['krw', 99_999_999, '99,999,999 krw'],
  ['kwd', 99_999_990, '99,999.990 kwd'],
] as const) {
  test(`${currency}: ${most} is the most`, () => {
    const ledger = new IntentLedger();
    const message = refused('amount_too_large', `Amount must be no more than ${named}`);
    assert.deepEqual(why(ledger.refuse(createPaymentIntent, newIntent({ amount: 100_000_000, currency }))), message);
    const id = ledger.create({ amount: most, currency, card: 'visa', confirmation: {} });
    assert.equal(ledger.seen(id), `succeeded ${most}/0/${most}`);
    const other = ledger.create({ currency });
    assert.deepEqual(why(ledger.refuse(updatePaymentIntent, update(other, { amount: 100_000_000 }))), message);
  });
}

test('another currency has its own least amount', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ amount: 50 });
  assert.deepEqual(
    why(ledger.refuse(updatePaymentIntent, update(id, { currency: 'huf' }))),
    refused('amount_too_small', 'Amount must be at least 175.00 huf'),
  );
  ledger.update(id, { amount: 17_500, currency: 'huf' });
  assert.equal(ledger.intent(id).currency, 'huf');
});

for (const [currency, more, less] of [
  ['usd', '$6.01', '$6.00'],
  ['jpy', '¥601', '¥600'],
  ['kwd', '0.601 kwd', '0.600 kwd'],
  ['krw', '601 krw', '600 krw'],
] as const) {
  test(`${currency}: captures and refunds count minor units`, () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized({}, { currency });
    ledger.capture(id, 900);
    ledger.refund(id, 300);
    assert.deepEqual(why(ledger.refuseRefund(id, 601)), {
      status: 400,
      type: 'invalid_request_error',
      code: undefined,
      param: 'amount',
      message: `Refund amount (${more}) is greater than unrefunded amount on charge (${less})`,
    });
    assert.equal(ledger.refund(id).amount, 600);
    assert.ok(ledger.all('balance_transaction').every((one) => one.currency === currency));
    assert.deepEqual(
      ledger.all('balance_transaction').map(({ amount }) => amount),
      [900, -300, -600],
    );
  });
}
