/** What every kind of test card says when it is to be saved, asked and not asked for 3D Secure. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { TEST_CARDS, testCardByKey } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import { type Verification, verify } from '../../../../src/core/payments/processor/sandbox/verify.js';

/** In short: the result of 3D Secure, the decline, or that the payer is asked. */
function short(verification: Verification): string {
  switch (verification.kind) {
    case 'authenticates':
      return 'asks';
    case 'declines':
      return `declines ${verification.decline.decline_code ?? verification.decline.code}`;
    case 'succeeds':
      return verification.three_d_secure?.result ?? 'succeeds';
  }
}

const ROWS: readonly [key: string, automatic: string, requested: string][] = [
  ['visa', 'succeeds', 'attempt_acknowledged'],
  ['visa_chargeDeclined', 'declines generic_decline', 'declines generic_decline'],
  ['visa_chargeDeclinedInsufficientFunds', 'declines insufficient_funds', 'declines insufficient_funds'],
  ['chargeDeclinedExpiredCard', 'declines expired_card', 'declines expired_card'],
  ['chargeDeclinedProcessingError', 'declines processing_error', 'declines processing_error'],
  ['chargeCustomerFail', 'succeeds', 'attempt_acknowledged'],
  ['radarBlock', 'succeeds', 'attempt_acknowledged'],
  ['createDispute', 'succeeds', 'attempt_acknowledged'],
  ['authenticationRequiredOnSetup', 'asks', 'asks'],
  ['authenticationRequired', 'asks', 'asks'],
  ['authenticationRequiredSetupForOffSession', 'asks', 'asks'],
  ['authenticationRequiredChargeDeclinedInsufficientFunds', 'asks', 'asks'],
  ['threeDSecure2Required', 'asks', 'asks'],
  ['threeDSecureRequiredChargeDeclined', 'asks', 'asks'],
  ['threeDSecureRequiredProcessingError', 'declines generic_decline', 'declines generic_decline'],
  ['threeDSecureOptional', 'succeeds', 'asks'],
  ['threeDSecureOptionalProcessingError', 'succeeds', 'processing_error'],
  ['amex_threeDSecureNotSupported', 'succeeds', 'not_supported'],
];

test('cards answer as the table says', () => {
  for (const [key, automatic, requested] of ROWS) {
    const card = testCardByKey(key) ?? assert.fail(`there is no card ${key}`);
    assert.equal(short(verify(card)), automatic, key);
    assert.equal(short(verify(card, 'automatic')), automatic, key);
    assert.equal(short(verify(card, 'any')), requested, key);
    assert.equal(short(verify(card, 'challenge')), requested, key);
  }
});

test('a card without 3D Secure is declined exactly where attaching it is', () => {
  for (const card of TEST_CARDS.filter(({ behaviour }) => behaviour.kind !== 'three_d_secure')) {
    const { behaviour } = card;
    assert.equal(verify(card).kind === 'declines', behaviour.kind === 'declines' && behaviour.on_attach, card.key);
  }
});
