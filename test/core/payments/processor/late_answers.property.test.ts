/**
 * Rules cannot tell when a processor answers: whatever is done, with a processor whose answers come in later commits
 * everything ends as with one that answers at once.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { authenticatePaymentIntent } from '../../../../src/core/payments/payment_intent/authenticate.js';
import { cancelPaymentIntent } from '../../../../src/core/payments/payment_intent/cancel.js';
import { capturePaymentIntent } from '../../../../src/core/payments/payment_intent/capture.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { createPaymentIntent } from '../../../../src/core/payments/payment_intent/create.js';
import { duePaymentIntent } from '../../../../src/core/payments/payment_intent/due.js';
import { incrementAuthorization } from '../../../../src/core/payments/payment_intent/increment_authorization.js';
import type { IntentMembers } from '../../../../src/core/payments/payment_intent/members.js';
import type { CardOptions } from '../../../../src/core/payments/payment_intent/types.js';
import { updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import { TEST_CARDS } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import { createRefund } from '../../../../src/core/payments/refund/create.js';
import { dueRefund } from '../../../../src/core/payments/refund/due.js';
import {
  capture,
  confirmation,
  IntentLedger,
  increment,
  made,
  newIntent,
  update,
} from '../payment_intent/intent_ledger.js';
import { LateLedger, seen } from './late_ledger.js';

const card_options: CardOptions = {
  request_multicapture: 'if_available',
  request_incremental_authorization: 'if_available',
};

type Step = (ledger: IntentLedger, id: string) => void;

const card = fc.constantFrom('visa', 'visa', 'debit_incrementalAuthAuthorized', ...TEST_CARDS.map(({ key }) => key));
const amount = fc.integer({ min: 1, max: 1_500 });
const scripted = fc.constantFrom<Record<string, string>>(
  {},
  { sandbox_outcome: 'timeout' },
  { sandbox_outcome: 'pending', sandbox_settles: 'declined' },
  { sandbox_outcome: 'timeout', sandbox_settles: 'not_found' },
  { sandbox_outcome: '', sandbox_settles: '', sandbox_capture: 'declined', sandbox_void: 'declined' },
  { sandbox_capture: '', sandbox_void: '', sandbox_increment: 'declined', sandbox_refund: 'failed' },
  { sandbox_increment: '', sandbox_refund: 'pending' },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ key: card, refuses: fc.boolean() }).map(
    ({ key, refuses }): Step =>
      (ledger, id) => {
        const given = { payment_method: made(key), confirmation: { error_on_requires_action: refuses } };
        ledger.decide(confirmPaymentIntent, confirmation(id, given));
      },
  ),
  fc.constantFrom('succeeded' as const, 'failed' as const).map(
    (outcome): Step =>
      (ledger, id) => {
        ledger.decide(authenticatePaymentIntent, { id, outcome });
      },
  ),
  fc.record({ amount_to_capture: fc.option(amount, { nil: undefined }), final_capture: fc.boolean() }).map(
    (given): Step =>
      (ledger, id) => {
        ledger.decide(capturePaymentIntent, capture(id, { ...given, metadata: { captured: 'yes' } }));
      },
  ),
  amount.map(
    (more): Step =>
      (ledger, id) => {
        const given = {
          amount: ledger.intent(id).amount + more,
          description: 'more',
          metadata: { more: String(more) },
        };
        ledger.decide(incrementAuthorization, increment(id, given));
      },
  ),
  fc.constant<Step>((ledger, id) => {
    ledger.decide(cancelPaymentIntent, { id, cancellation_reason: 'abandoned' });
  }),
  fc.option(amount, { nil: undefined }).map(
    (given): Step =>
      (ledger, id) => {
        const input = { of: { payment_intent: id }, amount: given, metadata: undefined, reason: undefined };
        ledger.decide(createRefund, input);
      },
  ),
  scripted.map(
    (metadata): Step =>
      (ledger, id) => {
        ledger.decide(updatePaymentIntent, update(id, { members: { metadata } }));
      },
  ),
  fc.constantFrom(60, 9 * 24 * 60 * 60).map(
    (seconds): Step =>
      (ledger, id) => {
        ledger.now += seconds;
        ledger.decide(duePaymentIntent, { id });
        for (const refund of ledger.all('refund')) ledger.decide(dueRefund, { id: refund.id });
      },
  ),
);

function count(ledger: IntentLedger, type: string): number {
  return ledger.all('balance_transaction').filter((transaction) => transaction.type === type).length;
}

test('whether answers come at once or later, all that is done ends the same', () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(
      fc.boolean(),
      scripted,
      fc.array(step, { minLength: 1, maxLength: 10 }),
      (is_manual, metadata, steps) => {
        const members: IntentMembers = { metadata, ...(is_manual ? { capture_method: 'manual', card_options } : {}) };
        const ledgers = [new IntentLedger(), new LateLedger()] as const;
        const ids = ledgers.map((ledger) => {
          ledger.decide(createPaymentIntent, newIntent({ members }));
          return ledger.all('payment_intent')[0]?.id ?? '';
        });
        for (const one of steps) {
          for (const [index, ledger] of ledgers.entries()) one(ledger, ids[index] as string);
          assert.deepEqual(seen(ledgers[1]), seen(ledgers[0]));
        }
        const [, late] = ledgers;
        assert.equal(new Set(late.asked).size, late.asked.length, 'two questions had the same key');
        for (const kind of ['charge', 'refund', 'refund_failure']) if (count(late, kind) > 0) reached.add(kind);
        reached.add(late.intent(ids[1] as string).status);
      },
    ),
    { numRuns: 300 },
  );
  for (const expected of ['succeeded', 'requires_capture', 'canceled', 'charge', 'refund']) {
    assert.ok(reached.has(expected), `${expected} was never reached`);
  }
});
