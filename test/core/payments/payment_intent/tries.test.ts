/** A payment that is tried several times: each try has its own attempt and charge, and the record follows the latest. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cancelPaymentIntent } from '../../../../src/core/payments/payment_intent/cancel.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { updatePaymentIntent } from '../../../../src/core/payments/payment_intent/update.js';
import type { Amounts } from '../../../../src/core/payments/payment_record/types.js';
import { confirmation, IntentLedger, made, unexpectedState, update, why } from './intent_ledger.js';

/** requested/intended/authorized/guaranteed/failed/canceled/refunded */
function amountsOf({ amounts }: { readonly amounts: Amounts }): string {
  const { requested, intended = '', authorized = 0, guaranteed = 0, failed = 0, canceled = 0, refunded = 0 } = amounts;
  return [requested, intended, authorized, guaranteed, failed, canceled, refunded].join('/');
}

function chargesOf(ledger: IntentLedger, id: string): string[] {
  return ledger.all('charge').map(({ status, payment_attempt_record, amount }) => {
    const index = ledger.attempts(id).findIndex((attempt) => attempt.id === payment_attempt_record);
    return `${index} ${status} ${amount}`;
  });
}

test('a try that has to be authenticated after one that was declined gets a charge of its own', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa_chargeDeclined', confirmation: {} });
  const declined = ledger.charge(id);
  ledger.confirm(id, { payment_method: made('authenticationRequired') });
  assert.equal(ledger.intent(id).status, 'requires_action');
  assert.deepEqual(chargesOf(ledger, id), ['0 failed 1000']);
  ledger.authenticate(id);
  assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  assert.deepEqual(chargesOf(ledger, id), ['0 failed 1000', '1 succeeded 1000']);
  assert.deepEqual(ledger.get('charge', declined.id), declined);
  assert.deepEqual(ledger.types, ['charge.succeeded', 'payment_intent.succeeded', 'charge.updated']);
  assert.deepEqual(ledger.attempts(id).map(amountsOf), ['1000//0/0/1000/0/0', '1000//1000/1000/0/0/0']);
  assert.equal(amountsOf(ledger.record(id)), '1000//1000/1000/0/0/0');
});

test('a try whose authentication failed after one that was declined leaves the declined charge alone', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa_chargeDeclined', confirmation: {} });
  const declined = ledger.charge(id);
  ledger.confirm(id, { payment_method: made('authenticationRequired') });
  ledger.authenticate(id, 'failed');
  assert.deepEqual(ledger.charge(id), declined);
  assert.deepEqual(ledger.types, ['payment_intent.payment_failed']);
  assert.equal(ledger.seen(id), 'requires_payment_method 1000/0/0');
  const error = ledger.intent(id).last_payment_error;
  assert.equal(error?.code, 'payment_intent_authentication_failure');
  assert.equal(error?.type, 'invalid_request_error');
  assert.deepEqual(ledger.attempts(id).map(amountsOf), ['1000//0/0/1000/0/0', '1000//0/0/1000/0/0']);
});

for (const [name, change] of [
  ['confirmed with another card', (ledger, id) => ledger.confirm(id, { payment_method: made('visa') })],
  ['confirmed again', (ledger, id) => ledger.confirm(id, { payment_method: made('authenticationRequired') })],
  ['given another amount', (ledger, id) => ledger.update(id, { amount: 2_000 })],
  ['given another payment method', (ledger, id) => ledger.update(id, { payment_method: made('visa') })],
  ['canceled', (ledger, id) => ledger.cancel(id)],
] as const satisfies readonly (readonly [string, (ledger: IntentLedger, id: string) => unknown])[]) {
  test(`a try that waits for the payer is canceled when the payment is ${name}`, () => {
    const ledger = new IntentLedger();
    const id = ledger.create({ card: 'visa_chargeDeclined', confirmation: {} });
    ledger.confirm(id, { payment_method: made('authenticationRequired') });
    const [declined] = ledger.attempts(id);
    change(ledger, id);
    const [first, second] = ledger.attempts(id);
    assert.deepEqual(first, declined);
    assert.equal(second?.canceled_at, ledger.now);
    assert.deepEqual(second?.amounts, { requested: 1_000, canceled: 1_000 });
  });
}

test('the record follows the latest try, and keeps what was asked for first', () => {
  const ledger = new IntentLedger();
  const id = ledger.create();
  assert.equal(amountsOf(ledger.record(id)), '1000//0/0/0/0/0');
  ledger.update(id, { amount: 1_500 });
  assert.equal(amountsOf(ledger.record(id)), '1000/1500/0/0/0/0/0');
  ledger.confirm(id, { payment_method: made('visa_chargeDeclinedLostCard') });
  assert.equal(amountsOf(ledger.record(id)), '1000/1500/0/0/1500/0/0');
  ledger.update(id, { amount: 2_000 });
  assert.equal(amountsOf(ledger.record(id)), '1000/2000/0/0/1500/0/0');
  assert.deepEqual(ledger.attempts(id).map(amountsOf), ['1500//0/0/1500/0/0']);
  ledger.confirm(id, { payment_method: made('visa') });
  assert.equal(amountsOf(ledger.record(id)), '1000/2000/2000/2000/0/0/0');
  assert.deepEqual(ledger.attempts(id).map(amountsOf), ['1500//0/0/1500/0/0', '2000//2000/2000/0/0/0']);
  assert.equal(ledger.record(id).latest_payment_attempt_record, ledger.attempts(id)[1]?.id);
  assert.equal(ledger.record(id).processor_details.payment_reference, ledger.charge(id).id);
});

test('a canceled payment has nothing to collect, whether it was tried or not', () => {
  const ledger = new IntentLedger();
  const untried = ledger.create();
  ledger.cancel(untried);
  assert.equal(amountsOf(ledger.record(untried)), '1000//0/0/0/1000/0');
  const declined = ledger.create({ card: 'visa_chargeDeclined', confirmation: {} });
  ledger.cancel(declined);
  assert.equal(amountsOf(ledger.record(declined)), '1000//0/0/0/1000/0');
  assert.deepEqual(ledger.attempts(declined).map(amountsOf), ['1000//0/0/1000/0/0']);
  const held = ledger.authorized();
  assert.equal(amountsOf(ledger.record(held)), '1000//1000/0/0/0/0');
  ledger.cancel(held);
  assert.equal(amountsOf(ledger.record(held)), '1000//1000/0/0/1000/0');
  assert.equal(ledger.charge(held).captured, undefined);
  assert.equal(ledger.charge(held).amount_refunded, undefined);
  assert.deepEqual(ledger.types, ['charge.hold_refunded', 'payment_intent.canceled']);
});

test('with confirmation_method=manual, an authenticated payment waits for another confirmation', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'authenticationRequired', confirmation: {}, confirmation_method: 'manual' });
  ledger.authenticate(id);
  assert.equal(ledger.intent(id).status, 'requires_confirmation');
  assert.deepEqual(ledger.types, []);
  ledger.confirm(id);
  assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
  assert.equal(ledger.attempts(id).length, 1);
  assert.equal(ledger.authorization(id).three_d_secure?.result, 'authenticated');
});

test('what was authenticated is not another payment', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'authenticationRequired', confirmation: {}, confirmation_method: 'manual' });
  ledger.authenticate(id);
  ledger.update(id, { amount: 1_001 });
  ledger.confirm(id);
  assert.equal(ledger.intent(id).status, 'requires_action');
  assert.deepEqual(ledger.attempts(id).map(amountsOf), ['1000//0/0/0/1000/0', '1001//0/0/0/0/0']);
});

test('with error_on_requires_action, a payment that has to be authenticated is declined', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'authenticationRequired' });
  const refusal = ledger.confirm(id, { confirmation: { error_on_requires_action: true } });
  assert.equal(refusal?.status, 402);
  assert.equal(refusal?.type, 'card_error');
  assert.equal(refusal?.code, 'authentication_required');
  assert.equal(refusal?.decline_code, 'authentication_required');
  assert.deepEqual(
    refusal?.shows?.map(({ member }) => member),
    ['payment_intent', 'payment_method'],
  );
  const { status, last_payment_error, payment_method } = ledger.intent(id);
  assert.deepEqual([status, payment_method], ['requires_payment_method', undefined]);
  assert.equal(last_payment_error?.decline_code, 'authentication_required');
  assert.deepEqual(ledger.types, ['payment_intent.payment_failed']);
  assert.deepEqual(ledger.all('charge'), []);
});

test('the amount to confirm must be the amount', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa' });
  assert.equal(
    ledger.refuse(confirmPaymentIntent, confirmation(id, { amount_to_confirm: 999 })).param,
    'amount_to_confirm',
  );
  ledger.confirm(id, { amount_to_confirm: 1_000 });
  assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
});

test('without a payment method there is nothing to confirm', () => {
  const ledger = new IntentLedger();
  const id = ledger.create();
  assert.deepEqual(
    ledger.refuse(confirmPaymentIntent, confirmation(id)),
    unexpectedState(
      id,
      "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
    ),
  );
});

test('a payment method that nobody owns pays once', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa', confirmation: {} });
  const method = { id: ledger.intent(id).payment_method ?? '' };
  const other = ledger.create();
  const refused = {
    status: 400,
    type: 'invalid_request_error',
    code: undefined,
    param: undefined,
    message:
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
  };
  assert.deepEqual(why(ledger.refuse(confirmPaymentIntent, confirmation(other, { payment_method: method }))), refused);
  assert.deepEqual(why(ledger.refuse(updatePaymentIntent, update(other, { payment_method: method }))), refused);
});

test('a card that was declined can be tried again', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({ card: 'visa_chargeDeclined' });
  const method = { id: ledger.intent(id).payment_method ?? '' };
  for (const _try of [1, 2]) assert.equal(ledger.confirm(id, { payment_method: method })?.code, 'card_declined');
  assert.equal(ledger.attempts(id).length, 2);
});

const CUSTOMER = { id: 'cus_1', created: 1 };

test("the card's own setup_future_usage counts instead of that of the intent", () => {
  for (const [of_intent, of_card, is_set_up] of [
    ['off_session', undefined, true],
    ['on_session', undefined, undefined],
    ['on_session', 'off_session', true],
    ['off_session', 'on_session', undefined],
    [undefined, 'off_session', true],
  ] as const) {
    const ledger = new IntentLedger();
    ledger.put('customer', CUSTOMER);
    const id = ledger.create({
      card: 'visa',
      confirmation: {},
      members: {
        customer: 'cus_1',
        setup_future_usage: of_intent,
        card_options: { setup_future_usage: of_card },
      },
    });
    const method = ledger.get('payment_method', ledger.intent(id).payment_method ?? '');
    assert.deepEqual([method.customer, method.set_up_for_off_session], ['cus_1', is_set_up]);
    assert.equal(ledger.types.includes('payment_method.attached'), true);
  }
});

test('a card kept for a customer who was deleted meanwhile has paid once, like any other', () => {
  const ledger = new IntentLedger();
  ledger.put('customer', CUSTOMER);
  const members = { customer: 'cus_1', setup_future_usage: 'off_session' } as const;
  const id = ledger.create({ card: 'authenticationRequired', confirmation: {}, members });
  ledger.put('customer', { ...CUSTOMER, deleted: true });
  ledger.authenticate(id);
  assert.equal(ledger.intent(id).status, 'succeeded');
  const method = ledger.get('payment_method', ledger.intent(id).payment_method ?? '');
  assert.deepEqual([method.customer, method.used], [undefined, true]);
});

test('a payment can be canceled for a reason', () => {
  const ledger = new IntentLedger();
  const id = ledger.create();
  ledger.accept(cancelPaymentIntent, { id, cancellation_reason: 'abandoned' });
  const { cancellation_reason, canceled_at } = ledger.intent(id);
  assert.deepEqual([cancellation_reason, canceled_at], ['abandoned', ledger.now]);
});

test('the currency can be changed until the payment was tried: what was tried stays on record', () => {
  const ledger = new IntentLedger();
  const id = ledger.create({});
  ledger.accept(updatePaymentIntent, update(id, { currency: 'eur' }));
  assert.equal(ledger.record(id).currency, 'eur');
  ledger.confirm(id, { payment_method: made('visa_chargeDeclined') });
  assert.equal(ledger.refuse(updatePaymentIntent, update(id, { currency: 'usd' })).param, 'currency');
  ledger.accept(updatePaymentIntent, update(id, { currency: 'eur', amount: 2_000 }));
  assert.deepEqual([ledger.record(id).currency, ledger.attempts(id)[0]?.currency], ['eur', 'eur']);
});

test('an issuer that declines has looked at the security code', () => {
  for (const [card, check] of [
    ['chargeDeclinedIncorrectCvc', 'fail'],
    ['visa_chargeDeclined', 'pass'],
  ] as const) {
    const ledger = new IntentLedger();
    const id = ledger.create({ card, confirmation: {} });
    assert.equal(ledger.charge(id).payment_method_details.card?.cvc_check, check);
  }
});
