/** Cards are all that is processed, so an intent that takes none cannot be confirmed. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { confirmation, IntentLedger } from './intent_ledger.js';

for (const [members, is_refused] of [
  [{ excluded_payment_method_types: ['card'] }, true],
  [{ allowed_payment_method_types: ['klarna'] }, true],
  [{ allowed_payment_method_types: ['card', 'klarna'], excluded_payment_method_types: ['klarna'] }, false],
] as const) {
  test(`with ${JSON.stringify(members)} an intent is ${is_refused ? 'not ' : ''}confirmed`, () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'visa', members });
    const decision = ledger.decide(confirmPaymentIntent, confirmation(id));
    if (!is_refused) return assert.ok(!isRefusal(decision));
    assert.ok(isRefusal(decision));
    assert.match(decision.message, /do not include card, the only one that Daybook can process/);
    assert.deepEqual([decision.code, decision.param], ['payment_intent_incompatible_payment_method', 'payment_method']);
  });
}
