/** Money on hold: how long, how much, and how the hold is raised. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { incrementAuthorization } from '../../../../src/core/payments/payment_intent/increment_authorization.js';
import type { CardOptions } from '../../../../src/core/payments/payment_intent/types.js';
import { IntentLedger, increment, why } from './intent_ledger.js';

const DAY = 24 * 60 * 60;
const INCREMENTAL: CardOptions = { request_incremental_authorization: 'if_available' };
const EXTENDED: CardOptions = { request_extended_authorization: 'if_available' };
const MULTI: CardOptions = { request_multicapture: 'if_available' };
const OVER: CardOptions = { request_overcapture: 'if_available' };

describe('an authorization holds', () => {
  for (const [card, off_session, options, days] of [
    ['visa', false, {}, 7],
    ['visa', true, {}, 5],
    ['visa_debit', true, {}, 5],
    ['mastercard', false, {}, 7],
    ['mastercard', true, {}, 7],
    ['amex', true, {}, 7],
    ['discover', false, {}, 7],
    ['diners', false, {}, 7],
    ['jcb', false, {}, 7],
    ['unionpay', false, {}, 7],
    ['visa', false, EXTENDED, 30],
    ['visa', true, EXTENDED, 30],
    ['mastercard', false, EXTENDED, 30],
  ] as const) {
    const extended = options === EXTENDED;
    test(`${days} days: ${card}${off_session ? ', off session' : ''}${extended ? ', extended' : ''}`, () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized(options, { card, confirmation: { off_session } });
      const { capture_before } = ledger.authorization(id);
      assert.equal(capture_before, ledger.now + days * DAY);
      assert.equal(ledger.authorization(id).extended, extended ? true : undefined);
      assert.equal(ledger.intent(id).due_at, capture_before);

      ledger.now = capture_before - 1;
      const before = ledger.intent(id);
      ledger.due(id);
      assert.deepEqual(ledger.types, []);
      assert.deepEqual(ledger.intent(id), before);

      ledger.now = capture_before;
      ledger.due(id);
      const { canceled_at, cancellation_reason, due_at } = ledger.intent(id);
      assert.equal(ledger.seen(id), 'canceled 1000/0/0');
      assert.deepEqual([canceled_at, cancellation_reason, due_at], [capture_before, 'expired', undefined]);
      assert.deepEqual(ledger.types, ['charge.expired', 'charge.hold_refunded', 'payment_intent.canceled']);
      const { captured, expired, amount_refunded } = ledger.charge(id);
      assert.deepEqual([captured, expired, amount_refunded], [undefined, true, undefined]);
      assert.equal(ledger.record(id).amounts.canceled, 1_000);
      assert.deepEqual(ledger.all('balance_transaction'), []);

      const ended = ledger.intent(id);
      ledger.due(id);
      assert.deepEqual(ledger.intent(id), ended);
      assert.deepEqual(ledger.types, []);
    });
  }

  test('what was captured stays when it ends', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(MULTI);
    ledger.capture(id, 300, { final_capture: false });
    assert.equal(ledger.intent(id).due_at, ledger.authorization(id).capture_before);
    ledger.now += 7 * DAY;
    ledger.due(id);
    assert.equal(ledger.seen(id), 'succeeded 1000/0/300');
    assert.equal(ledger.intent(id).due_at, undefined);
    assert.equal(ledger.intent(id).canceled_at, undefined);
    assert.deepEqual([ledger.charge(id).captured, ledger.charge(id).expired], [true, undefined]);
    const { authorized, guaranteed, canceled } = ledger.record(id).amounts;
    assert.deepEqual([authorized, guaranteed, canceled], [1_000, 300, 700]);
    assert.deepEqual(ledger.types, [
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]);
  });

  test('nothing is due once it was captured or canceled', () => {
    const ledger = new IntentLedger();
    const captured = ledger.authorized();
    ledger.capture(captured);
    const canceled = ledger.authorized();
    ledger.cancel(canceled);
    assert.deepEqual([ledger.intent(captured).due_at, ledger.intent(canceled).due_at], [undefined, undefined]);
  });
});

describe('an increment', () => {
  test('raises what is held, and not for how long', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(INCREMENTAL);
    const { capture_before } = ledger.authorization(id);
    ledger.now += DAY;
    assert.equal(ledger.increment(id, 1_500, { description: 'a longer stay', metadata: { nights: '3' } }), undefined);
    assert.equal(ledger.seen(id), 'requires_capture 1500/1500/0');
    assert.equal(ledger.charge(id).amount, 1_500);
    assert.equal(ledger.authorization(id).amount, 1_500);
    assert.equal(ledger.authorization(id).capture_before, capture_before);
    assert.deepEqual([ledger.intent(id).description, ledger.intent(id).metadata], ['a longer stay', { nights: '3' }]);
    assert.deepEqual(ledger.record(id).amounts, { requested: 1_000, intended: 1_500, authorized: 1_500 });
    assert.deepEqual(ledger.types, ['payment_intent.amount_capturable_updated', 'charge.updated']);
    ledger.capture(id);
    assert.equal(ledger.seen(id), 'succeeded 1500/0/1500');
  });

  test('is possible where it was asked for only', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized();
    assert.deepEqual(why(ledger.refuse(incrementAuthorization, increment(id))), {
      status: 400,
      type: 'invalid_request_error',
      code: undefined,
      param: undefined,
      message:
        'This PaymentIntent does not support incremental authorization: ask for it with payment_method_options[card][request_incremental_authorization]=if_available before it is confirmed.',
    });
  });

  for (const amount of [0, 1, 999, 1_000]) {
    test(`to ${amount}, which is not more than 1000, is refused`, () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized(INCREMENTAL);
      assert.deepEqual(why(ledger.refuse(incrementAuthorization, increment(id, { amount }))), {
        status: 400,
        type: 'invalid_request_error',
        code: undefined,
        param: 'amount',
        message:
          'The amount is the new total to be authorized, so it must be greater than the 1000 that is authorized already.',
      });
    });
  }

  for (const [currency, authorized, maximum] of [
    ['usd', 1_000, 51_000],
    ['usd', 10_000, 60_000],
    ['usd', 10_001, 60_006],
    ['usd', 20_000, 120_000],
    ['jpy', 50, 550],
    ['jpy', 1_000, 6_000],
    ['kwd', 1_000, 501_000],
    ['kwd', 200_000, 1_200_000],
  ] as const) {
    test(`of ${authorized} ${currency} goes up to ${maximum}`, () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized(INCREMENTAL, { amount: authorized, currency });
      const refusal = ledger.refuse(incrementAuthorization, increment(id, { amount: maximum + 1 }));
      assert.deepEqual([refusal.status, refusal.code, refusal.param], [400, 'amount_too_large', 'amount']);
      ledger.increment(id, maximum);
      assert.equal(ledger.seen(id), `requires_capture ${maximum}/${maximum}/0`);
    });
  }

  test('cannot go beyond the largest amount', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(INCREMENTAL, { amount: 99_999_998 });
    assert.deepEqual(why(ledger.refuse(incrementAuthorization, increment(id, { amount: 100_000_000 }))), {
      status: 400,
      type: 'invalid_request_error',
      code: 'amount_too_large',
      param: 'amount',
      message: 'Amount must be no more than $999,999.99',
    });
    ledger.increment(id, 99_999_999);
    assert.equal(ledger.intent(id).amount, 99_999_999);
  });

  test('can be asked for 10 times, declined ones included', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(INCREMENTAL);
    const full = () => why(ledger.refuse(incrementAuthorization, increment(id, { amount: 2_000 })));
    for (let count = 1; count <= 4; count += 1) ledger.increment(id, 1_000 + count);
    ledger.update(id, { members: { metadata: { sandbox_increment: 'declined' } } });
    for (let count = 5; count <= 9; count += 1) assert.equal(ledger.increment(id, 1_500)?.code, 'card_declined');
    ledger.update(id, { members: { metadata: { sandbox_increment: '' } } });
    ledger.increment(id, 1_010);
    assert.equal(ledger.seen(id), 'requires_capture 1010/1010/0');
    assert.deepEqual(full(), {
      status: 400,
      type: 'invalid_request_error',
      code: undefined,
      param: undefined,
      message:
        'The authorization of this PaymentIntent cannot be incremented any more: 10 increments were asked for already, declined ones included.',
    });
  });

  test('that is refused is not counted', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(INCREMENTAL);
    for (let count = 1; count <= 12; count += 1) ledger.refuse(incrementAuthorization, increment(id, { amount: 1 }));
    for (let count = 1; count <= 10; count += 1) ledger.increment(id, 1_000 + count);
    assert.equal(ledger.intent(id).amount, 1_010);
  });

  for (const [name, given] of [
    ['the card', { card: 'credit_disableEnterpriseCardFeatures' }],
    ['a script', { members: { metadata: { sandbox_increment: 'declined' } } }],
  ] as const) {
    test(`that ${name} declines changes nothing that is seen`, () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized(INCREMENTAL, given);
      const { increments: _none, ...before } = ledger.intent(id);
      const [charge, record, attempts] = [ledger.charge(id), ledger.record(id), ledger.attempts(id)];
      assert.deepEqual(ledger.increment(id, 1_500, { description: 'more', metadata: { nights: '3' } }), {
        refused: true,
        status: 402,
        type: 'card_error',
        code: 'card_declined',
        decline_code: 'generic_decline',
        message: 'Your card was declined.',
        charge: charge.id,
        shows: [{ member: 'payment_intent', kind: 'payment_intent', id }],
      });
      const { increments, ...after } = ledger.intent(id);
      assert.equal(increments, 1);
      assert.deepEqual(after, before);
      assert.deepEqual([ledger.charge(id), ledger.record(id), ledger.attempts(id)], [charge, record, attempts]);
      assert.deepEqual(ledger.types, []);
      ledger.capture(id);
      assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
    });
  }

  test('is not possible once a part was captured', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized({ ...INCREMENTAL, ...MULTI });
    ledger.capture(id, 400, { final_capture: false });
    assert.deepEqual(why(ledger.refuse(incrementAuthorization, increment(id, { amount: 2_000 }))), {
      status: 400,
      type: 'invalid_request_error',
      code: undefined,
      param: undefined,
      message:
        'The authorization of this PaymentIntent cannot be incremented any more: a part of it has been captured.',
    });
  });

  test('raises the most that can be captured', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized({ ...INCREMENTAL, ...OVER });
    ledger.increment(id, 1_500);
    assert.equal(ledger.authorization(id).maximum_amount_capturable, 1_800);
    assert.equal(ledger.refuseCapture(id, 1_801).code, 'amount_too_large');
    ledger.capture(id, 1_800);
    assert.equal(ledger.seen(id), 'succeeded 1800/0/1800');
    assert.equal(ledger.authorization(id).amount, 1_500);
  });

  test('is approved by the card that is made for it', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(INCREMENTAL, { card: 'debit_incrementalAuthAuthorized' });
    assert.equal(ledger.increment(id, 1_100), undefined);
  });
});

describe('a partial authorization', () => {
  const PARTIAL: CardOptions = { request_partial_authorization: 'if_available' };
  const card = 'debit_partialAuthorization';

  test('holds a part, and the payment is that part', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(PARTIAL, { card });
    assert.equal(ledger.seen(id), 'requires_capture 700/700/0');
    assert.deepEqual([ledger.charge(id).amount, ledger.authorization(id).amount], [700, 700]);
    assert.deepEqual(ledger.record(id).amounts, { requested: 1_000, intended: 700, authorized: 700 });
    assert.equal(ledger.refuseCapture(id, 701).code, 'amount_too_large');
    ledger.capture(id);
    assert.equal(ledger.seen(id), 'succeeded 700/0/700');
    assert.deepEqual(ledger.record(id).amounts, { requested: 1_000, intended: 700, authorized: 700, guaranteed: 700 });
  });

  test('is made where it was asked for only', () => {
    const ledger = new IntentLedger();
    assert.equal(ledger.seen(ledger.authorized({}, { card })), 'requires_capture 1000/1000/0');
    assert.equal(ledger.seen(ledger.authorized(PARTIAL, { card: 'visa' })), 'requires_capture 1000/1000/0');
    const id = ledger.create({ card, confirmation: {}, members: { card_options: PARTIAL } });
    assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  });

  test('is at least the smallest amount that the currency carries', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(PARTIAL, { card, amount: 10, currency: 'kwd' });
    assert.equal(ledger.seen(id), 'requires_capture 10/10/0');
  });
});
