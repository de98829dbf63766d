/** Refunds: of whom, how much, and while captures are still to come. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isRefunded } from '../../../../src/core/payments/charge/types.js';
import { cancelRefund } from '../../../../src/core/payments/refund/cancel.js';
import { createRefund } from '../../../../src/core/payments/refund/create.js';
import { IntentLedger, made, why } from './intent_ledger.js';

const MULTI = { request_multicapture: 'if_available' } as const;

const invalid = (message: string, rest: { code?: string; param?: string } = {}) => ({
  status: 400,
  type: 'invalid_request_error',
  code: undefined,
  param: undefined,
  message,
  ...rest,
});

test('a payment is refunded in parts, up to what was captured', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa', confirmation: {} });
  const charge = ledger.charge(id).id;
  ledger.refund(id, 400);
  assert.deepEqual([ledger.charge(id).amount_refunded, isRefunded(ledger.charge(id))], [400, false]);
  assert.deepEqual(
    why(ledger.refuseRefund(id, 601)),
    invalid('Refund amount ($6.01) is greater than unrefunded amount on charge ($6.00)', { param: 'amount' }),
  );
  const rest = ledger.refund(id, undefined, {
    of: { charge },
    reason: 'requested_by_customer',
    metadata: { order: '17' },
  });
  assert.deepEqual(
    [rest.amount, rest.status, rest.charge, rest.payment_intent, rest.reason, rest.metadata],
    [600, 'succeeded', charge, id, 'requested_by_customer', { order: '17' }],
  );
  assert.equal(rest.payment_method, ledger.charge(id).payment_method_details.payment_method);
  assert.deepEqual([ledger.charge(id).amount_refunded, isRefunded(ledger.charge(id))], [1_000, true]);
  const message = `Charge ${charge} has already been refunded.`;
  for (const amount of [undefined, 1]) {
    assert.deepEqual(why(ledger.refuseRefund(id, amount)), invalid(message, { code: 'charge_already_refunded' }));
  }
  assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  assert.deepEqual(ledger.record(id).amounts, {
    requested: 1_000,
    authorized: 1_000,
    guaranteed: 1_000,
    refunded: 1_000,
  });
});

test('between captures, what was captured so far can be refunded', () => {
  const ledger = new IntentLedger();
  const id = ledger.authorized(MULTI);
  const uncaptured = `This PaymentIntent (${id}) does not have a successful charge to refund.`;
  assert.deepEqual(why(ledger.refuseRefund(id)), invalid(uncaptured, { param: 'payment_intent' }));
  ledger.capture(id, 400, { final_capture: false });
  ledger.refund(id, 300);
  assert.equal(ledger.refund(id).amount, 100);
  assert.equal(isRefunded(ledger.charge(id)), false);
  assert.equal(ledger.refuseRefund(id, 1).param, 'amount');
  assert.deepEqual(
    why(ledger.refuseRefund(id)),
    invalid(`Everything that has been captured of charge ${ledger.charge(id).id} so far has been refunded.`),
  );
  ledger.capture(id, 200, { final_capture: false });
  assert.equal(ledger.refund(id).amount, 200);
  assert.equal(isRefunded(ledger.charge(id)), false);
  ledger.capture(id, 0, { final_capture: true });
  assert.equal(isRefunded(ledger.charge(id)), true);
  assert.equal(ledger.seen(id), 'succeeded 1000/0/600');
  assert.equal(ledger.refuseRefund(id).code, 'charge_already_refunded');
  assert.deepEqual(ledger.record(id).amounts, {
    requested: 1_000,
    authorized: 1_000,
    guaranteed: 600,
    canceled: 400,
    refunded: 600,
  });
});

test('a payment that brought nothing is not refunded', () => {
  const ledger = new IntentLedger();
  const declined = ledger.create({ card: 'visa_chargeDeclined', confirmation: {} });
  const untried = ledger.create();
  for (const id of [declined, untried]) {
    const message = `This PaymentIntent (${id}) does not have a successful charge to refund.`;
    assert.deepEqual(why(ledger.refuseRefund(id)), invalid(message, { param: 'payment_intent' }));
  }
  const { id: charge } = ledger.charge(declined);
  const input = { of: { charge }, amount: undefined, metadata: undefined, reason: undefined };
  assert.deepEqual(
    why(ledger.refuse(createRefund, input)),
    invalid(`This PaymentIntent (${declined}) does not have a successful charge to refund.`, { param: 'charge' }),
  );
  assert.deepEqual(
    why(ledger.refuse(createRefund, { ...input, of: { charge: 'ch_none' } })),
    invalid("No such charge: 'ch_none'", { code: 'resource_missing', param: 'charge' }),
  );
  assert.deepEqual(
    why(ledger.refuse(createRefund, { ...input, of: { payment_intent: 'pi_none' } })),
    invalid("No such payment_intent: 'pi_none'", { code: 'resource_missing', param: 'payment_intent' }),
  );
});

test('a refund of a declined charge is refused although a later try succeeded', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa_chargeDeclined', confirmation: {} });
  const { id: charge } = ledger.charge(id);
  ledger.confirm(id, { payment_method: made('visa') });
  assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  const input = { of: { charge }, amount: undefined, metadata: undefined, reason: undefined };
  assert.equal(ledger.refuse(createRefund, input).param, 'charge');
});

test('a refund to a card cannot be canceled', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'pendingRefund', confirmation: {} });
  const refund = ledger.refund(id);
  assert.deepEqual(
    why(ledger.refuse(cancelRefund, { id: refund.id })),
    invalid(
      'You cannot cancel this Refund because it has a status of pending. Only a Refund with one of the following statuses may be canceled: requires_action.',
    ),
  );
});
