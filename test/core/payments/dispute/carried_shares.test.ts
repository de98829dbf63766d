/** Several disputes share what was captured, each with an amount that the currency carries. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IntentLedger } from '../payment_intent/intent_ledger.js';

for (const [currency, amount, shares] of [
  ['usd', 1_001, [501, 500]],
  ['kwd', 5_130, [2_570, 2_560]],
  ['ugx', 50_300, [25_200, 25_100]],
  ['isk', 100, [100]],
  ['kwd', 10, [10]],
] as const) {
  test(`${amount} ${currency} is disputed as ${shares.join(' and ')}`, () => {
    const ledger = new IntentLedger();
    ledger.create({ amount, currency, card: 'createMultipleDisputes', confirmation: {} });
    assert.deepEqual(
      ledger.all('dispute').map((one) => one.amount),
      shares,
    );
  });
}
