/** Which events each step makes, in which order, and what each shows: the object as it was at that point. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CardOptions } from '../../../../src/core/payments/payment_intent/types.js';
import { IntentLedger, made } from './intent_ledger.js';

const MULTI: CardOptions = { request_multicapture: 'if_available', request_overcapture: 'if_available' };

describe('creating', () => {
  test('tells of the intent', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'visa' });
    assert.deepEqual(ledger.types, ['payment_intent.created']);
    assert.deepEqual(ledger.shown('payment_intent.created').object, ledger.intent(id));
  });

  test('and confirming at once tells of the intent as it was before', () => {
    const ledger = new IntentLedger();
    ledger.create({ card: 'visa', confirmation: {} });
    assert.deepEqual(ledger.types, [
      'payment_intent.created',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
    const { status, amount_received, latest_charge, off_session } = ledger.shown('payment_intent.created').object;
    assert.deepEqual(
      [status, amount_received, latest_charge, off_session],
      ['requires_confirmation', undefined, undefined, undefined],
    );
  });

  test('is told also where the confirmation is declined', () => {
    const ledger = new IntentLedger();
    ledger.create({ card: 'visa_chargeDeclined', confirmation: {} });
    assert.deepEqual(ledger.types, ['payment_intent.created', 'charge.failed', 'payment_intent.payment_failed']);
    assert.equal(ledger.shown('payment_intent.created').object.status, 'requires_confirmation');
    assert.equal(ledger.shown('payment_intent.payment_failed').object.status, 'requires_payment_method');
  });

  test('a payment method makes no event', () => {
    const ledger = new IntentLedger();
    const id = ledger.create();
    ledger.update(id, { payment_method: made('visa') });
    assert.deepEqual(ledger.types, []);
  });
});

describe('confirming', () => {
  test('with automatic_async: the movement of money is told afterwards', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'visa' });
    ledger.confirm(id);
    assert.deepEqual(ledger.types, ['charge.succeeded', 'payment_intent.succeeded', 'charge.updated']);
    const charge = ledger.charge(id);
    const { balance_transaction, ...without } = charge;
    assert.match(balance_transaction ?? '', /^txn_/);
    assert.deepEqual(ledger.shown('charge.succeeded').object, without);
    assert.deepEqual(ledger.shown('charge.updated').object, charge);
    assert.deepEqual(ledger.shown('charge.updated').before, without);
    assert.deepEqual(ledger.shown('payment_intent.succeeded').object, ledger.intent(id));
    assert.deepEqual([charge.captured, charge.amount_captured], [true, 1_000]);
  });

  test('with automatic: the charge shows the movement at once', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'visa', members: { capture_method: 'automatic' } });
    ledger.confirm(id);
    assert.deepEqual(ledger.types, ['charge.succeeded', 'payment_intent.succeeded']);
    assert.deepEqual(ledger.shown('charge.succeeded').object, ledger.charge(id));
    assert.match(ledger.charge(id).balance_transaction ?? '', /^txn_/);
    assert.deepEqual(ledger.shown('payment_intent.succeeded').object, ledger.intent(id));
  });

  test('with manual: the money is held', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'visa', members: { capture_method: 'manual' } });
    ledger.confirm(id);
    assert.deepEqual(ledger.types, ['charge.succeeded', 'payment_intent.amount_capturable_updated']);
    const { captured, amount_captured, balance_transaction, status } = ledger.shown('charge.succeeded').object;
    assert.deepEqual(
      [captured, amount_captured, balance_transaction, status],
      [undefined, undefined, undefined, 'succeeded'],
    );
    const { object } = ledger.shown('payment_intent.amount_capturable_updated');
    assert.deepEqual([object.amount_capturable, object.status], [1_000, 'requires_capture']);
  });

  test('that is declined', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'visa_chargeDeclined' });
    ledger.confirm(id);
    assert.deepEqual(ledger.types, ['charge.failed', 'payment_intent.payment_failed']);
    const { object } = ledger.shown('payment_intent.payment_failed');
    assert.deepEqual(object, ledger.intent(id));
    assert.deepEqual(
      [object.status, object.payment_method, object.latest_charge],
      ['requires_payment_method', undefined, ledger.shown('charge.failed').object.id],
    );
    assert.equal(object.last_payment_error?.charge, object.latest_charge);
  });

  test('that needs the payer, and what comes of it', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'authenticationRequired' });
    ledger.confirm(id);
    assert.deepEqual(ledger.types, ['payment_intent.requires_action']);
    assert.deepEqual(ledger.shown('payment_intent.requires_action').object, ledger.intent(id));
    ledger.authenticate(id, 'failed');
    assert.deepEqual(ledger.types, ['payment_intent.payment_failed']);
    ledger.confirm(id, { payment_method: made('authenticationRequired') });
    ledger.authenticate(id);
    assert.deepEqual(ledger.types, ['charge.succeeded', 'payment_intent.succeeded', 'charge.updated']);
  });

  test('with a customer who keeps the card: attached before the charge', () => {
    const ledger = new IntentLedger();
    ledger.put('customer', { id: 'cus_1', created: 1 });
    ledger.create({ card: 'visa', confirmation: {}, members: { customer: 'cus_1', setup_future_usage: 'on_session' } });
    assert.deepEqual(ledger.types, [
      'payment_intent.created',
      'payment_method.attached',
      'charge.succeeded',
      'payment_intent.succeeded',
      'charge.updated',
    ]);
  });
});

describe('a plain capture', () => {
  for (const [name, amount, received] of [
    ['of everything', undefined, 1_000],
    ['of a part', 400, 400],
  ] as const) {
    test(name, () => {
      const ledger = new IntentLedger();
      const id = ledger.authorized();
      const held = ledger.charge(id);
      ledger.capture(id, amount);
      assert.deepEqual(ledger.types, ['charge.captured', 'payment_intent.succeeded']);
      const { object, before } = ledger.shown('charge.captured');
      assert.deepEqual(object, ledger.charge(id));
      assert.deepEqual([object.captured, object.amount_captured], [true, received]);
      assert.deepEqual(before, held);
      assert.deepEqual(ledger.shown('payment_intent.succeeded').object, ledger.intent(id));
    });
  }
});

describe('several captures', () => {
  test('each tells of the charge and of what can be captured; the last also of the end', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(MULTI);
    ledger.capture(id, 400, { final_capture: false });
    assert.deepEqual(ledger.types, ['charge.updated', 'payment_intent.amount_capturable_updated']);
    const first = ledger.shown('charge.updated');
    assert.equal(first.before.balance_transaction, undefined);
    assert.match(first.object.balance_transaction, /^txn_/);
    assert.deepEqual([first.object.amount_captured, first.object.captured], [400, undefined]);
    const capturable = ledger.shown('payment_intent.amount_capturable_updated');
    assert.deepEqual([capturable.before.amount_capturable, capturable.object.amount_capturable], [1_000, 600]);
    assert.equal(capturable.object.status, 'requires_capture');

    ledger.capture(id, 500);
    assert.deepEqual(ledger.types, [
      'charge.updated',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]);
    const updated = ledger.shown('charge.updated');
    assert.deepEqual([updated.before.amount_captured, updated.object.amount_captured], [400, 900]);
    assert.equal(updated.object.captured, undefined);
    assert.equal(updated.object.balance_transaction, first.object.balance_transaction);
    const left = ledger.shown('payment_intent.amount_capturable_updated');
    assert.deepEqual([left.before.amount_capturable, left.object.amount_capturable], [600, undefined]);
    assert.equal(left.object.status, 'requires_capture');
    const captured = ledger.shown('charge.captured');
    assert.deepEqual(captured.before, updated.object);
    assert.deepEqual(captured.object, { ...updated.object, captured: true });
    assert.deepEqual(ledger.shown('payment_intent.succeeded').object, ledger.intent(id));
  });

  test('the release of the rest takes nothing from the charge', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(MULTI);
    ledger.capture(id, 400, { final_capture: false });
    ledger.capture(id, 0, { final_capture: true });
    assert.deepEqual(ledger.types, [
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]);
    const { object, before } = ledger.shown('payment_intent.amount_capturable_updated');
    assert.deepEqual([before.amount_capturable, object.amount_capturable], [600, undefined]);
    assert.deepEqual([before.amount_received, object.amount_received], [400, 400]);
    assert.deepEqual(
      [ledger.shown('charge.captured').before.captured, ledger.shown('charge.captured').object.captured],
      [undefined, true],
    );
  });

  test('an only capture of several that were possible tells the same', () => {
    const ledger = new IntentLedger();
    const id = ledger.authorized(MULTI);
    ledger.capture(id, 1_100);
    assert.deepEqual(ledger.types, [
      'charge.updated',
      'payment_intent.amount_capturable_updated',
      'charge.captured',
      'payment_intent.succeeded',
    ]);
    assert.equal(ledger.shown('payment_intent.amount_capturable_updated').object.amount, 1_100);
  });
});

describe('refunds', () => {
  test('in part and of the rest tell of the refund and of the charge', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'visa', confirmation: {} });
    const part = ledger.refund(id, 400);
    assert.deepEqual(ledger.types, ['refund.created', 'charge.refunded']);
    assert.deepEqual(ledger.shown('refund.created').object, part);
    assert.deepEqual([part.status, part.amount], ['succeeded', 400]);
    assert.equal(ledger.shown('charge.refunded').object.amount_refunded, 400);
    ledger.refund(id);
    assert.deepEqual(ledger.types, ['refund.created', 'charge.refunded']);
    assert.equal(ledger.shown('charge.refunded').object.amount_refunded, 1_000);
  });

  test('that are slow tell of their end', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'pendingRefund', confirmation: {} });
    const refund = ledger.refund(id);
    assert.equal(ledger.shown('refund.created').object.status, 'pending');
    ledger.now += 60;
    ledger.dueRefund(refund.id);
    assert.deepEqual(ledger.types, ['refund.updated', 'charge.refund.updated']);
    assert.deepEqual(
      [ledger.shown('refund.updated').before.status, ledger.shown('refund.updated').object.status],
      ['pending', 'succeeded'],
    );
  });

  test('that fail tell of it', () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'refundFail', confirmation: {} });
    const refund = ledger.refund(id);
    assert.equal(ledger.shown('refund.created').object.status, 'succeeded');
    ledger.now += 60;
    ledger.dueRefund(refund.id);
    assert.deepEqual(ledger.types, ['refund.failed', 'charge.refund.updated']);
    assert.equal(ledger.shown('refund.failed').object.status, 'failed');
    assert.deepEqual(ledger.shown('refund.failed').object, ledger.shown('charge.refund.updated').object);
  });
});

// Increments, cancellations and what ends by itself: see holds.test.ts, tries.test.ts and scripts.test.ts.
