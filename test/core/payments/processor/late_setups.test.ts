/** Setup intents with a processor that says later whether a card can be kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachPaymentMethod } from '../../../../src/core/payments/payment_method/attachment.js';
import { SANDBOX } from '../../../../src/core/payments/processor/sandbox/sandbox.js';
import { TEST_CARDS } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import {
  authenticateSetupIntent,
  cancelSetupIntent,
  confirmSetupIntent,
  updateSetupIntent,
} from '../../../../src/core/payments/setup_intent/changes.js';
import { createSetupIntent } from '../../../../src/core/payments/setup_intent/create.js';
import { settleSetupIntent } from '../../../../src/core/payments/setup_intent/settle.js';
import { IntentLedger, made } from '../payment_intent/intent_ledger.js';
import { LateLedger, seen } from './late_ledger.js';

const CONFIRMATION = { never_redirects: true, uses_stripe_sdk: false };

function setUp(ledger: IntentLedger, card: string, requests: 'any' | 'automatic' = 'automatic'): string {
  ledger.put('customer', { id: 'cus_1', created: ledger.now });
  const members = { card_options: { request_three_d_secure: requests }, customer: 'cus_1', payment_method: made(card) };
  const rest = { automatic_payment_methods: undefined, description: undefined, metadata: undefined, usage: undefined };
  ledger.decide(createSetupIntent, { members, confirmation: CONFIRMATION, ...rest });
  return ledger.all('setup_intent')[0]?.id ?? '';
}

for (const requests of ['automatic', 'any'] as const) {
  test(`every card ends the same as with answers at once, 3D Secure ${requests}`, () => {
    const reached = new Set<string>();
    for (const { key } of TEST_CARDS) {
      for (const outcome of ['succeeded', 'failed'] as const) {
        const ledgers = [new IntentLedger(), new LateLedger()] as const;
        for (const ledger of ledgers) {
          const id = setUp(ledger, key, requests);
          reached.add(ledger.get('setup_intent', id).status);
          ledger.decide(authenticateSetupIntent, { id, outcome });
          reached.add(ledger.get('setup_intent', id).status);
        }
        assert.deepEqual(seen(ledgers[1]), seen(ledgers[0]), key);
        assert.equal(new Set(ledgers[1].asked).size, ledgers[1].asked.length);
      }
    }
    assert.deepEqual([...reached].sort(), ['requires_action', 'requires_payment_method', 'succeeded']);
  });
}

test('until there is an answer it is processing, and nothing else can be begun; an answer is settled once', () => {
  const ledger = new LateLedger();
  ledger.waits = true;
  const id = setUp(ledger, 'visa');
  const { open, status } = ledger.get('setup_intent', id);
  assert.ok(open !== undefined);
  assert.equal(status, 'processing');
  assert.equal(ledger.all('setup_attempt')[0]?.status, 'processing');
  ledger.refuse(confirmSetupIntent, { id, members: {}, confirmation: CONFIRMATION });
  ledger.refuse(authenticateSetupIntent, { id, outcome: 'succeeded' });
  ledger.refuse(cancelSetupIntent, { id, cancellation_reason: undefined });
  const rest = { description: undefined, metadata: undefined };
  ledger.refuse(updateSetupIntent, { id, members: { payment_method: made('visa') }, ...rest });
  const answered = { id, key: open.question.key, answer: SANDBOX.answer(open.question) };
  ledger.accept(settleSetupIntent, { ...answered, answer: { outcome: 'unknown', ask_at: ledger.now + 60 } });
  assert.deepEqual(ledger.get('setup_intent', id).open, open);
  ledger.accept(settleSetupIntent, answered);
  assert.deepEqual(ledger.types, ['payment_method.attached', 'setup_intent.succeeded']);
  ledger.accept(settleSetupIntent, answered);
  assert.deepEqual(ledger.types, []);
});

test('a card that somebody else was given meanwhile is not set up', () => {
  const ledger = new LateLedger();
  ledger.waits = true;
  const id = setUp(ledger, 'visa');
  ledger.put('customer', { id: 'cus_2', created: ledger.now });
  const method = { name: ledger.get('setup_intent', id).payment_method ?? '' };
  ledger.accept(attachPaymentMethod, { method, customer: 'cus_2' });
  ledger.answerAll();
  const { last_setup_error, open, status } = ledger.get('setup_intent', id);
  assert.deepEqual([status, open], ['requires_payment_method', undefined]);
  assert.equal(last_setup_error?.type, 'invalid_request_error');
  assert.equal(ledger.all('payment_method')[0]?.customer, 'cus_2');
});
