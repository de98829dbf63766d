/** Between a question and its answer: what everybody sees, what cannot be begun, and answers that come twice or too late. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { authenticatePaymentIntent } from '../../../../src/core/payments/payment_intent/authenticate.js';
import { cancelPaymentIntent } from '../../../../src/core/payments/payment_intent/cancel.js';
import { capturePaymentIntent } from '../../../../src/core/payments/payment_intent/capture.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { incrementAuthorization } from '../../../../src/core/payments/payment_intent/increment_authorization.js';
import { settlePaymentIntent } from '../../../../src/core/payments/payment_intent/settle.js';
import { updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import { LEASE_SECONDS } from '../../../../src/core/payments/processor/port.js';
import { settleOpenRefund } from '../../../../src/core/payments/refund/settle.js';
import { capture, confirmation, increment, update } from '../payment_intent/intent_ledger.js';
import { LateLedger } from './late_ledger.js';

const DECLINED = { outcome: 'declined', message: 'No.', decline_code: 'generic_decline' } as const;

type Ask = (ledger: LateLedger) => string;

const onHold = (ledger: LateLedger): string =>
  ledger.authorized({ request_incremental_authorization: 'if_available', request_multicapture: 'if_available' });

/** Each question of a payment, asked and not answered. */
const ASKED: Readonly<Record<'authorize' | 'query' | 'capture' | 'increment' | 'void', Ask>> = {
  authorize(ledger) {
    ledger.waits = true;
    return ledger.create({ card: 'visa', confirmation: {} });
  },
  query(ledger) {
    const id = ledger.create({ card: 'visa', confirmation: {}, members: { metadata: { sandbox_outcome: 'timeout' } } });
    ledger.waits = true;
    ledger.now += 60;
    ledger.due(id);
    return id;
  },
  capture(ledger) {
    const id = onHold(ledger);
    ledger.waits = true;
    ledger.capture(id, 400, { final_capture: false });
    return id;
  },
  increment(ledger) {
    const id = onHold(ledger);
    ledger.waits = true;
    assert.equal(ledger.increment(id, 1_200), undefined);
    return id;
  },
  void(ledger) {
    const id = onHold(ledger);
    ledger.waits = true;
    ledger.cancel(id);
    return id;
  },
};

for (const [asks, ask] of Object.entries(ASKED)) {
  describe(`while ${asks} has no answer`, () => {
    test('the intent is processing, no money has moved, and nothing else can be begun', () => {
      const ledger = new LateLedger();
      const id = ask(ledger);
      assert.equal(ledger.intent(id).status, 'processing');
      assert.equal(ledger.openOf(id).question.asks, asks);
      assert.equal(ledger.all('balance_transaction').length, 0);
      ledger.refuse(confirmPaymentIntent, confirmation(id));
      ledger.refuse(authenticatePaymentIntent, { id, outcome: 'succeeded' });
      ledger.refuse(capturePaymentIntent, capture(id));
      ledger.refuse(incrementAuthorization, increment(id, { amount: 1_300 }));
      ledger.refuse(cancelPaymentIntent, { id, cancellation_reason: undefined });
      ledger.refuse(updatePaymentIntent, update(id, { amount: 2_000 }));
    });

    test('what says nothing about the money can be changed, and the question stays as it was asked', () => {
      const ledger = new LateLedger();
      const id = ask(ledger);
      const before = ledger.openOf(id);
      ledger.update(id, { members: { metadata: { order: '17' } } });
      assert.deepEqual(ledger.openOf(id), before);
      ledger.answerAll();
      assert.equal(ledger.intent(id).open, undefined);
      assert.equal(ledger.intent(id).metadata?.['order'], '17');
    });

    test('an answer that comes twice is settled once', () => {
      const ledger = new LateLedger();
      const id = ask(ledger);
      const brought = { id, ...ledger.hand(id) };
      ledger.accept(settlePaymentIntent, brought);
      const settled = ledger.all('balance_transaction').length;
      const intent = ledger.intent(id);
      ledger.accept(settlePaymentIntent, brought);
      assert.deepEqual(ledger.types, []);
      assert.deepEqual([ledger.all('balance_transaction').length, ledger.intent(id)], [settled, intent]);
    });

    test('whoever asks it and does not come back has lost it to the next, who asks under the same key', () => {
      const ledger = new LateLedger();
      const id = ask(ledger);
      const lost = ledger.hand(id);
      assert.equal(ledger.intent(id).due_at, ledger.now + LEASE_SECONDS);
      ledger.now += LEASE_SECONDS;
      ledger.due(id);
      const next = ledger.hand(id);
      assert.deepEqual([next.key, next.turn], [lost.key, lost.turn + 1]);
      const before = ledger.intent(id);
      ledger.accept(settlePaymentIntent, { id, ...lost });
      assert.deepEqual(ledger.intent(id), before);
      ledger.accept(settlePaymentIntent, { id, ...next });
      assert.equal(ledger.intent(id).open, undefined);
    });
  });
}

for (const asks of ['capture', 'increment', 'void'] as const) {
  test(`${asks}: where nobody knows the answer the same is asked again`, () => {
    const ledger = new LateLedger();
    const id = ASKED[asks](ledger);
    const { key } = ledger.openOf(id).question;
    ledger.answer(id, { outcome: 'unknown', ask_at: ledger.now + 30 });
    assert.deepEqual([ledger.intent(id).status, ledger.intent(id).due_at], ['processing', ledger.now + 30]);
    assert.equal(ledger.openOf(id).question.key, key);
    ledger.now += 30;
    ledger.due(id);
    ledger.answer(id);
    assert.equal(ledger.intent(id).open, undefined);
  });

  test(`${asks}: a decline leaves the money on hold, and the intent says why`, () => {
    const ledger = new LateLedger();
    const id = ASKED[asks](ledger);
    const { capture_before } = ledger.authorization(id);
    ledger.answer(id, DECLINED);
    assert.equal(ledger.seen(id), 'requires_capture 1000/1000/0');
    assert.deepEqual(ledger.types, ['payment_intent.amount_capturable_updated']);
    const { due_at, last_payment_error } = ledger.intent(id);
    assert.equal(due_at, capture_before);
    assert.deepEqual(
      [last_payment_error?.code, last_payment_error?.decline_code],
      ['card_declined', 'generic_decline'],
    );
    assert.equal(ledger.all('balance_transaction').length, 0);
    // It can be tried again, as another question.
    ledger.waits = false;
    ledger.capture(id);
    assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
    assert.equal(new Set(ledger.asked).size, ledger.asked.length);
  });
}

test('a refund is pending until it is answered, and others can be made beside it', () => {
  const ledger = new LateLedger();
  const id = ledger.create({ card: 'visa', confirmation: {} });
  ledger.waits = true;
  const [first, second] = [ledger.refund(id, 300), ledger.refund(id, 200)];
  assert.deepEqual([first.status, second.status], ['pending', 'pending']);
  assert.equal(ledger.charge(id).amount_refunded, 500);
  assert.equal(ledger.refuseRefund(id, 501).param, 'amount');
  const brought = { id: second.id, ...ledger.hand(second.id) };
  ledger.accept(settleOpenRefund, brought);
  assert.deepEqual(ledger.types, ['refund.updated', 'charge.refund.updated']);
  ledger.accept(settleOpenRefund, brought);
  assert.deepEqual(ledger.types, []);
  ledger.answer(first.id, { outcome: 'failed', reason: 'unknown' });
  assert.deepEqual(ledger.types, ['refund.failed', 'charge.refund.updated']);
  assert.deepEqual(
    ledger.all('refund').map(({ status, open }) => [status, open]),
    [
      ['failed', undefined],
      ['succeeded', undefined],
    ],
  );
  assert.equal(ledger.charge(id).amount_refunded, 200);
});

test('metadata that others have filled meanwhile does not keep an answer from being settled', () => {
  const ledger = new LateLedger();
  const id = onHold(ledger);
  ledger.waits = true;
  ledger.capture(id, 1_000, { metadata: { captured: 'yes' } });
  const filled = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`key_${index}`, 'x']));
  ledger.update(id, { members: { metadata: filled } });
  ledger.answerAll();
  assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  assert.deepEqual(ledger.intent(id).metadata, filled);
});
