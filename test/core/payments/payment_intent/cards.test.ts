/** What a payment with every test card comes to: with the payer there, without, held, for a customer, authenticated. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Refusal } from '../../../../src/core/kernel/errors.js';
import type { Outcome } from '../../../../src/core/payments/charge/types.js';
import { confirmPaymentIntent } from '../../../../src/core/payments/payment_intent/confirm.js';
import { createPaymentIntent } from '../../../../src/core/payments/payment_intent/create.js';
import { TEST_CARDS } from '../../../../src/core/payments/processor/sandbox/test_cards.js';
import { CARD_OUTCOMES, type CardOutcome, type Declined } from '../../../support/card_outcomes.js';
import { confirmation, IntentLedger, made, newIntent } from './intent_ledger.js';

test('the table has every test card', () => {
  assert.deepEqual(Object.keys(CARD_OUTCOMES).sort(), TEST_CARDS.map(({ key }) => key).sort());
});

const DISPUTED = ['charge.dispute.created', 'charge.dispute.funds_withdrawn'];

/** What issuers do by themselves once they have paid; the tests of disputes say more. */
const DISPUTES: Readonly<Record<string, readonly string[]>> = {
  createDispute: DISPUTED,
  createDisputeProductNotReceived: DISPUTED,
  createDisputeInquiry: ['charge.dispute.created'],
  createMultipleDisputes: [...DISPUTED, ...DISPUTED],
  createCe3EligibleDispute: DISPUTED,
  createComplianceDispute: DISPUTED,
};

function paidEvents(card: string): string[] {
  return [
    'charge.succeeded',
    ...(DISPUTES[card] ?? []),
    'payment_intent.succeeded',
    'charge.updated',
    ...(card === 'createIssuerFraudRecord' ? ['radar.early_fraud_warning.created'] : []),
  ];
}
const HELD = ['charge.succeeded', 'payment_intent.amount_capturable_updated'];
const DECLINED = ['charge.failed', 'payment_intent.payment_failed'];

/** The payment was declined so: what the caller is told, and what is kept. */
function isDeclined(ledger: IntentLedger, id: string, refusal: Refusal | undefined, how: Declined): void {
  const { code, decline_code, message, advice_code, outcome } = how;
  const charge = ledger.charge(id);
  if (refusal !== undefined) {
    const { shows, ...rest } = refusal;
    assert.deepEqual(rest, {
      refused: true,
      status: 402,
      type: 'card_error',
      code,
      ...(decline_code === undefined ? {} : { decline_code }),
      advice_code,
      message,
      charge: charge.id,
    });
    assert.deepEqual(
      shows?.map(({ member, kind }) => [member, kind]),
      [
        ['payment_intent', 'payment_intent'],
        ['payment_method', 'payment_method'],
      ],
    );
    assert.equal(shows?.[0]?.id, id);
  }
  assert.equal(ledger.seen(id), 'requires_payment_method 1000/0/0');
  const { last_payment_error: error, payment_method } = ledger.intent(id);
  assert.equal(payment_method, undefined);
  assert.deepEqual(
    [error?.type, error?.code, error?.decline_code, error?.message, error?.advice_code, error?.charge],
    ['card_error', code, decline_code, message, advice_code, charge.id],
  );
  assert.equal(error?.payment_method?.id, charge.payment_method_details.payment_method);
  assert.deepEqual(
    [charge.status, charge.failure_code, charge.failure_message, charge.captured, charge.authorization],
    ['failed', code, message, undefined, undefined],
  );
  assert.deepEqual(outcomeOf(charge.outcome), outcome);
  assert.equal(ledger.attempts(id).length, 1);
  assert.deepEqual(ledger.record(id).amounts, { requested: 1_000, failed: 1_000 });
  assert.deepEqual(ledger.all('balance_transaction'), []);
}

function outcomeOf(outcome: Outcome | undefined) {
  return [outcome?.type, outcome?.network_status, outcome?.reason, outcome?.risk_level];
}

function hasPaid(ledger: IntentLedger, id: string, { checks, risk_level }: CardOutcome): void {
  const { outcome, status, failure_code, payment_method_details } = ledger.charge(id);
  assert.deepEqual([status, failure_code], ['succeeded', undefined]);
  assert.deepEqual(outcomeOf(outcome), ['authorized', 'approved_by_network', undefined, risk_level]);
  assert.equal(outcome?.seller_message, 'Payment complete.');
  const { cvc_check, address_line1_check, address_postal_code_check } = payment_method_details.card ?? assert.fail();
  assert.deepEqual([cvc_check, address_line1_check, address_postal_code_check], checks);
}

function asksThePayer(ledger: IntentLedger, id: string): void {
  assert.equal(ledger.seen(id), 'requires_action 1000/0/0');
  assert.deepEqual(ledger.intent(id).next_action, { type: 'use_stripe_sdk' });
  assert.deepEqual(ledger.types, ['payment_intent.requires_action']);
  assert.deepEqual(ledger.all('charge'), []);
}

for (const [card, expected] of Object.entries(CARD_OUTCOMES)) {
  describe(card, () => {
    for (const manual of [false, true]) {
      const members = manual ? { capture_method: 'manual' as const } : {};
      const seen = manual ? 'requires_capture 1000/1000/0' : 'succeeded 1000/0/1000';
      const events = manual ? HELD : paidEvents(card);

      test(manual ? 'held' : 'paid', () => {
        const ledger = new IntentLedger();
        const id = ledger.create({ card, members });
        const refusal = ledger.confirm(id);
        if (expected.on_session === 'asks') {
          assert.equal(refusal, undefined);
          asksThePayer(ledger, id);
          ledger.authenticate(id);
          // What comes of it is told by events: nobody waits for an error.
          if (expected.authenticated !== 'succeeds') {
            isDeclined(ledger, id, undefined, expected.authenticated ?? assert.fail());
            assert.deepEqual(ledger.types, DECLINED);
            return;
          }
          assert.equal(ledger.authorization(id).three_d_secure?.result, 'authenticated');
        } else if (expected.on_session !== 'succeeds') {
          assert.notEqual(refusal, undefined);
          isDeclined(ledger, id, refusal, expected.on_session);
          assert.deepEqual(ledger.types, DECLINED);
          return;
        } else {
          assert.equal(refusal, undefined);
          assert.equal(ledger.authorization(id).three_d_secure, undefined);
        }
        hasPaid(ledger, id, expected);
        assert.equal(ledger.seen(id), seen);
        assert.deepEqual(ledger.types, events);
      });
    }

    test('off session', () => {
      const ledger = new IntentLedger();
      const id = ledger.create({ card });
      const refusal = ledger.confirm(id, { confirmation: { off_session: true } });
      assert.equal(ledger.attempts(id)[0]?.customer_presence, 'off_session');
      if (expected.off_session === 'succeeds') {
        assert.equal(refusal, undefined);
        hasPaid(ledger, id, expected);
        assert.deepEqual(ledger.types, paidEvents(card));
        return;
      }
      assert.notEqual(refusal, undefined);
      isDeclined(ledger, id, refusal, expected.off_session);
      assert.deepEqual(ledger.types, DECLINED);
    });

    test('kept for a customer, and charged again off session', () => {
      const ledger = new IntentLedger();
      ledger.put('customer', { id: 'cus_1', created: 1 });
      const members = { customer: 'cus_1', setup_future_usage: 'off_session' as const };
      const id = ledger.create({ card, members });
      const refusal = ledger.confirm(id);
      const asked = expected.on_session === 'asks';
      if (asked) ledger.authenticate(id);
      const first = asked ? expected.authenticated : expected.on_session;
      const method = ledger.all('payment_method')[0] ?? assert.fail();
      if (first !== 'succeeds') {
        isDeclined(ledger, id, refusal, first as Declined);
        assert.deepEqual([method.customer, method.set_up_for_off_session], [undefined, undefined]);
        return;
      }
      assert.deepEqual([method.customer, method.set_up_for_off_session, method.used], ['cus_1', true, undefined]);
      assert.deepEqual(ledger.types, ['payment_method.attached', ...paidEvents(card)]);
      assert.equal(ledger.charge(id).customer, 'cus_1');

      const again = ledger.create({ members: { customer: 'cus_1' }, payment_method: { id: method.id } });
      const second = ledger.confirm(again, { confirmation: { off_session: true } });
      if (card === 'authenticationRequiredOnSetup' || expected.off_session === 'succeeds') {
        assert.equal(second, undefined);
        assert.equal(ledger.seen(again), 'succeeded 1000/0/1000');
        return;
      }
      assert.equal(second?.code, 'authentication_required');
      assert.equal(second?.decline_code, 'authentication_required');
      // With the payer there it is asked again, set up or not.
      const last = ledger.create({ members: { customer: 'cus_1' }, payment_method: { id: method.id } });
      assert.equal(ledger.confirm(last), undefined);
      assert.equal(ledger.intent(last).status, 'requires_action');
      assert.equal(ledger.intent(last).latest_charge, undefined);
    });

    test('where 3D Secure is asked for', () => {
      for (const request of ['any', 'challenge'] as const) {
        const ledger = new IntentLedger();
        const id = ledger.create({ card, members: { card_options: { request_three_d_secure: request } } });
        const refusal = ledger.confirm(id);
        if (expected.requested === 'asks') {
          asksThePayer(ledger, id);
          ledger.authenticate(id);
          assert.equal(
            ledger.intent(id).status,
            expected.authenticated === 'succeeds' ? 'succeeded' : 'requires_payment_method',
          );
        } else if (expected.on_session === 'succeeds') {
          assert.equal(refusal, undefined);
          assert.equal(ledger.authorization(id).three_d_secure?.result, expected.requested);
        } else {
          isDeclined(ledger, id, refusal, expected.on_session as Declined);
        }
      }
    });

    test('told by mail or telephone: the payer cannot be asked, as off session', () => {
      for (const request_three_d_secure of ['automatic', 'any', 'challenge'] as const) {
        const ledger = new IntentLedger();
        const id = ledger.create({ card, members: { card_options: { moto: true, request_three_d_secure } } });
        const refusal = ledger.confirm(id);
        if (expected.off_session === 'succeeds') assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
        else isDeclined(ledger, id, refusal, expected.off_session);
      }
    });

    test('declined or not, another card can pay', () => {
      if (expected.on_session === 'succeeds') return;
      const ledger = new IntentLedger();
      const id = ledger.create({ card, confirmation: {} });
      assert.equal(ledger.confirm(id, { payment_method: made('visa') }), undefined);
      assert.equal(ledger.seen(id), 'succeeded 1000/0/1000');
      assert.equal(ledger.attempts(id).length, 2);
    });
  });
}

test('in live mode there is no processor, and nothing is charged', () => {
  class LiveLedger extends IntentLedger {
    override readonly livemode = true;
  }
  const ledger = new LiveLedger();
  assert.match(
    ledger.refuse(createPaymentIntent, newIntent({ card: 'visa', confirmation: {} })).message,
    /^No processor is configured for live mode/,
  );
  const id = ledger.create({ card: 'visa' });
  assert.equal(ledger.refuse(confirmPaymentIntent, confirmation(id)).status, 400);
  assert.equal(ledger.seen(id), 'requires_confirmation 1000/0/0');
});
