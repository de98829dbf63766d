/** Setup intents with a processor that says later whether a card can be kept. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { attachPaymentMethod } from '../../../../src/core/payments/payment_method/attach.js';
import { LEASE_SECONDS } from '../../../../src/core/payments/processor/port.js';
import { TEST_CARDS } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import { authenticateSetupIntent } from '../../../../src/core/payments/setup_intent/authenticate.js';
import { cancelSetupIntent } from '../../../../src/core/payments/setup_intent/cancel.js';
import { confirmSetupIntent } from '../../../../src/core/payments/setup_intent/confirm.js';
import { createSetupIntent } from '../../../../src/core/payments/setup_intent/create.js';
import { dueSetupIntent } from '../../../../src/core/payments/setup_intent/due.js';
import { updateSetupIntent } from '../../../../src/core/payments/setup_intent/update.js';
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
  const { due_at, status } = ledger.get('setup_intent', id);
  assert.deepEqual([status, due_at], ['processing', ledger.now]);
  assert.equal(ledger.all('setup_attempt')[0]?.status, 'processing');
  ledger.refuse(confirmSetupIntent, { id, members: {}, confirmation: CONFIRMATION });
  ledger.refuse(authenticateSetupIntent, { id, outcome: 'succeeded' });
  ledger.refuse(cancelSetupIntent, { id, cancellation_reason: undefined });
  const rest = { description: undefined, metadata: undefined };
  ledger.refuse(updateSetupIntent, { id, members: { payment_method: made('visa') }, ...rest });
  const answered = ledger.hand(id);
  ledger.bring(id, answered);
  assert.deepEqual(ledger.types, ['payment_method.attached', 'setup_intent.succeeded']);
  const { due_at: due_later, open } = ledger.get('setup_intent', id);
  assert.deepEqual([due_later, open], [undefined, undefined]);
  ledger.bring(id, answered);
  assert.deepEqual(ledger.types, []);
});

test('where nobody knows the answer the same is asked again, when the answer says', () => {
  const ledger = new LateLedger();
  ledger.waits = true;
  const id = setUp(ledger, 'visa');
  ledger.answer(id, { outcome: 'unknown', ask_at: ledger.now + 90 });
  const { due_at, status } = ledger.get('setup_intent', id);
  assert.deepEqual([status, due_at, ledger.openOf(id).turn], ['processing', ledger.now + 90, 1]);
  ledger.accept(dueSetupIntent, { id });
  assert.equal(ledger.openOf(id).turn, 1, 'it was given out before its time');
  ledger.now += 90;
  ledger.accept(dueSetupIntent, { id });
  ledger.answer(id);
  assert.equal(ledger.get('setup_intent', id).status, 'succeeded');
  assert.deepEqual(new Set(ledger.asked).size, 1);
});

test('a payer who has to authenticate once more is asked about under another key', () => {
  const ledger = new LateLedger();
  ledger.waits = true;
  const id = setUp(ledger, 'authenticationRequired');
  for (const authenticated of ['never', 'once']) {
    ledger.answer(id, { outcome: 'requires_action' });
    assert.equal(ledger.get('setup_intent', id).status, 'requires_action', authenticated);
    ledger.accept(authenticateSetupIntent, { id, outcome: 'succeeded' });
  }
  ledger.answer(id);
  assert.equal(ledger.get('setup_intent', id).status, 'succeeded');
  assert.equal(new Set(ledger.asked).size, 3);
});

test('whoever asks and does not come back has lost it to the next, who asks under the same key', () => {
  const ledger = new LateLedger();
  ledger.waits = true;
  const id = setUp(ledger, 'visa');
  const lost = ledger.hand(id);
  assert.equal(ledger.get('setup_intent', id).due_at, ledger.now + LEASE_SECONDS);
  ledger.now += LEASE_SECONDS;
  ledger.accept(dueSetupIntent, { id });
  const next = ledger.hand(id);
  assert.deepEqual([next.key, next.turn], [lost.key, lost.turn + 1]);
  const before = ledger.snapshot();
  ledger.bring(id, lost);
  ledger.bring(id, { ...next, key: 'another' });
  assert.deepEqual(ledger.snapshot(), before);
  ledger.bring(id, next);
  assert.equal(ledger.get('setup_intent', id).status, 'succeeded');
});

test('a card that somebody else was given meanwhile is not set up', () => {
  const ledger = new LateLedger();
  ledger.waits = true;
  const id = setUp(ledger, 'visa');
  ledger.put('customer', { id: 'cus_2', created: ledger.now });
  const method = { name: ledger.get('setup_intent', id).payment_method ?? '' };
  ledger.accept(attachPaymentMethod, { method, customer: 'cus_2' });
  ledger.answerAll();
  const { due_at, last_setup_error, open, status } = ledger.get('setup_intent', id);
  assert.deepEqual([status, open, due_at], ['requires_payment_method', undefined, undefined]);
  assert.equal(last_setup_error?.type, 'invalid_request_error');
  assert.equal(ledger.all('payment_method')[0]?.customer, 'cus_2');
});
