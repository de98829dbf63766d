import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Customer } from '../../../../src/core/payments/customer/types.js';
import { attachPaymentMethod } from '../../../../src/core/payments/payment_method/attach.js';
import { detachPaymentMethod } from '../../../../src/core/payments/payment_method/detach.js';
import type { PaymentMethod } from '../../../../src/core/payments/payment_method/types.js';
import { contextOf, NOW, outcomeOf, stateOf } from '../../../support/rules.js';

const CARD = {
  brand: 'visa',
  last4: '4242',
  exp_month: 1,
  exp_year: 2030,
  funding: 'credit',
  country: 'US',
  fingerprint: 'f',
} as const;
const JO: Customer = { id: 'cus_jo', created: 1 };
const GONE: Customer = { id: 'cus_gone', created: 1, deleted: true };
const FREE: PaymentMethod = { id: 'pm_free', created: 1, type: 'card', card: CARD, test_card: 'visa' };
const CUSTOM: PaymentMethod = { id: 'pm_custom', created: 1, type: 'custom', custom: { type: 'cpmt_1' } };
const OWNED: PaymentMethod = { ...FREE, id: 'pm_owned', customer: 'cus_jo' };
const DETACHED: PaymentMethod = { ...CUSTOM, id: 'pm_detached', detached: true };
const DECLINED: PaymentMethod = { ...FREE, id: 'pm_declined', test_card: 'visa_chargeDeclined' };
const LATE: PaymentMethod = { ...FREE, id: 'pm_late', test_card: 'chargeCustomerFail' };
const WITH_CVC: PaymentMethod = { ...FREE, id: 'pm_cvc', card: { ...CARD, cvc_check: 'unchecked' } };

const given = {
  customer: [JO, GONE],
  payment_method: [FREE, CUSTOM, OWNED, DETACHED, DECLINED, LATE, WITH_CVC],
};

describe('attaching', () => {
  const template = { card: CARD, test_card: 'visa' };
  const attached = (document: PaymentMethod) => ({
    // The customer counts, so that deleting it at the same moment is a conflict.
    changes: [
      { ...document, customer: 'cus_jo' },
      { ...JO, attachments: 1 },
    ],
    events: [`payment_method.attached ${document.id}`],
    guards: [],
  });
  const refused = { status: 400, code: undefined, param: undefined };
  const rows: readonly [what: string, name: string, customer: string, expected: object][] = [
    ['a card', 'pm_free', 'cus_jo', attached(FREE)],
    ['a custom method', 'pm_custom', 'cus_jo', attached(CUSTOM)],
    ['a card that fails later', 'pm_late', 'cus_jo', attached(LATE)],
    ['a card with a code', 'pm_cvc', 'cus_jo', attached({ ...WITH_CVC, card: { ...CARD, cvc_check: 'pass' } })],
    ['what is attached', 'pm_owned', 'cus_jo', refused],
    ['what was detached', 'pm_detached', 'cus_jo', refused],
    ['a declining card', 'pm_declined', 'cus_jo', { status: 402, code: 'card_declined', param: undefined }],
    ['nothing', 'pm_none', 'cus_jo', { status: 404, code: 'resource_missing', param: 'id' }],
    ['to nobody', 'pm_free', 'cus_none', { status: 400, code: 'resource_missing', param: 'customer' }],
    ['to a deleted customer', 'pm_free', 'cus_gone', { status: 400, code: 'resource_missing', param: 'customer' }],
  ];
  for (const [what, name, customer, expected] of rows) {
    it(what, () => {
      const decision = attachPaymentMethod.decide(stateOf(given), { method: { name }, customer }, contextOf());
      assert.deepEqual(outcomeOf(decision), expected);
    });
  }

  it('a template makes a payment method', () => {
    const method = { name: 'pm_card_visa', template };
    const decision = attachPaymentMethod.decide(stateOf(given), { method, customer: 'cus_jo' }, contextOf());
    assert.deepEqual(outcomeOf(decision), attached({ id: 'pm_1', created: NOW, type: 'card', ...template }));
  });

  it('a declining template makes nothing', () => {
    const method = { name: 'pm_card_x', template: { ...template, test_card: 'chargeDeclinedExpiredCard' } };
    const decision = attachPaymentMethod.decide(stateOf(given), { method, customer: 'cus_jo' }, contextOf());
    assert.deepEqual(outcomeOf(decision), { status: 402, code: 'expired_card', param: undefined });
  });
});

describe('detaching', () => {
  const { customer: _customer, ...owned_by_nobody } = OWNED;
  const detached = { ...owned_by_nobody, detached: true };

  it('keeps that it was attached', () => {
    assert.deepEqual(outcomeOf(detachPaymentMethod.decide(stateOf(given), { id: 'pm_owned' }, contextOf())), {
      changes: [detached],
      events: ['payment_method.detached pm_owned'],
      guards: ['cus_jo'],
    });
  });

  it('takes the default from its customer', () => {
    const state = stateOf({ ...given, customer: [{ ...JO, default_payment_method: 'pm_owned' }] });
    assert.deepEqual(outcomeOf(detachPaymentMethod.decide(state, { id: 'pm_owned' }, contextOf())), {
      changes: [detached, JO],
      events: ['payment_method.detached pm_owned', 'customer.updated cus_jo'],
      guards: [],
    });
  });

  it('works where the customer is lost', () => {
    const state = stateOf({ payment_method: [OWNED] });
    assert.deepEqual(outcomeOf(detachPaymentMethod.decide(state, { id: 'pm_owned' }, contextOf())), {
      changes: [detached],
      events: ['payment_method.detached pm_owned'],
      guards: [],
    });
  });

  for (const [id, status] of [
    ['pm_free', 400],
    ['pm_detached', 400],
    ['pm_none', 404],
  ] as const) {
    it(`refuses ${id}`, () => {
      const outcome = outcomeOf(detachPaymentMethod.decide(stateOf(given), { id }, contextOf()));
      assert.equal('status' in outcome && outcome.status, status);
    });
  }
});
