/** A payment method that paid without a customer, and whether it can be attached to one afterwards. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createCustomer } from '../../../../src/core/payments/customer/create.js';
import { createPaymentIntent } from '../../../../src/core/payments/payment_intent/create.js';
import type { CardOptions, PaymentIntent } from '../../../../src/core/payments/payment_intent/types.js';
import { attachPaymentMethod } from '../../../../src/core/payments/payment_method/attach.js';
import { createSetupIntent } from '../../../../src/core/payments/setup_intent/create.js';
import { type GivenIntent, IntentLedger, made, newIntent } from '../payment_intent/intent_ledger.js';

const USED =
  'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.';

function ledgerWith(given: GivenIntent): { ledger: IntentLedger; method: string } {
  const ledger = new IntentLedger();
  ledger.put('customer', { id: 'cus_1', created: 1 });
  ledger.create({ card: 'visa', confirmation: {}, ...given });
  const method = ledger.all('payment_method')[0] ?? assert.fail();
  return { ledger, method: method.id };
}

const attach = (name: string) => ({ method: { name }, customer: 'cus_1' });
type Members = Partial<Pick<PaymentIntent, 'capture_method' | 'customer' | 'setup_future_usage'>> & {
  readonly card_options?: CardOptions;
};

describe('a card that was used without a customer', () => {
  const rows: readonly [how: string, members: Members, can_be_attached: boolean][] = [
    ['paid', {}, false],
    ['paid at once', { capture_method: 'automatic' }, false],
    ['was held', { capture_method: 'manual' }, false],
    ['was held by its own option', { card_options: { capture_method: 'manual' } }, false],
    ['paid for a customer who does not have it', { customer: 'cus_1' }, false],
    ['paid for the first of several times', { setup_future_usage: 'off_session' }, true],
    ['paid for the first of several times with the payer there', { setup_future_usage: 'on_session' }, true],
    ['paid so by its own option', { card_options: { setup_future_usage: 'on_session' } }, true],
    ['was held so', { capture_method: 'manual', setup_future_usage: 'off_session' }, true],
  ];
  for (const [how, members, can_be_attached] of rows) {
    test(`${how}: it can${can_be_attached ? '' : 'not'} be attached`, () => {
      const { ledger, method } = ledgerWith({ members });
      // Nobody owns it, so it does not pay twice.
      const again = newIntent({ payment_method: { id: method }, confirmation: {} });
      assert.equal(ledger.refuse(createPaymentIntent, again).message, USED);
      if (can_be_attached) {
        ledger.accept(attachPaymentMethod, attach(method));
        const paid = ledger.create({
          members: { customer: 'cus_1' },
          payment_method: { id: method },
          confirmation: {},
        });
        assert.equal(ledger.intent(paid).status, 'succeeded');
        return;
      }
      const { status, message } = ledger.refuse(attachPaymentMethod, attach(method));
      assert.deepEqual([status, message], [400, USED]);
      const customer = {
        members: {},
        metadata: undefined,
        payment_method: { name: method },
        default_payment_method: undefined,
        test_clock: undefined,
      };
      assert.equal(ledger.refuse(createCustomer, customer).message, USED);
      const setup = {
        automatic_payment_methods: undefined,
        confirmation: { never_redirects: false, uses_stripe_sdk: false },
        description: undefined,
        members: { customer: 'cus_1', payment_method: { id: method } },
        metadata: undefined,
        usage: undefined,
      };
      assert.equal(ledger.refuse(createSetupIntent, setup).message, USED);
    });
  }

  test('declined: it can be attached, as it has not paid', () => {
    const { ledger, method } = ledgerWith({ card: 'radarBlock' });
    assert.equal(ledger.all('charge')[0]?.status, 'failed');
    ledger.accept(attachPaymentMethod, attach(method));
  });

  test('canceled: what was held stays used', () => {
    const { ledger, method } = ledgerWith({ members: { capture_method: 'manual' } });
    ledger.cancel(ledger.all('payment_intent')[0]?.id ?? '');
    assert.equal(ledger.refuse(attachPaymentMethod, attach(method)).message, USED);
  });

  for (const usage of ['on_session', 'off_session'] as const) {
    test(`set up ${usage}, it can be attached, also after it has paid`, () => {
      const ledger = new IntentLedger();
      ledger.put('customer', { id: 'cus_1', created: 1 });
      ledger.accept(createSetupIntent, {
        automatic_payment_methods: undefined,
        confirmation: { never_redirects: false, uses_stripe_sdk: false },
        description: undefined,
        members: { payment_method: made('visa') },
        metadata: undefined,
        usage,
      });
      const method = ledger.all('payment_method')[0] ?? assert.fail();
      ledger.create({ payment_method: { id: method.id }, confirmation: {} });
      ledger.accept(attachPaymentMethod, attach(method.id));
      assert.equal(ledger.get('payment_method', method.id).customer, 'cus_1');
    });
  }
});
