import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { PaymentMethod } from '../../../../src/core/payments/payment_method/types.js';
import { type UpdatePaymentMethod, updatePaymentMethod } from '../../../../src/core/payments/payment_method/update.js';
import { contextOf, outcomeOf, stateOf } from '../../../support/rules.js';

const METHOD = {
  id: 'pm_1',
  created: 1,
  type: 'card',
  card: {
    brand: 'visa',
    last4: '0036',
    exp_month: 1,
    exp_year: 2030,
    funding: 'credit',
    country: 'US',
    fingerprint: 'f',
    cvc_check: 'pass',
    address_line1_check: 'pass',
    address_postal_code_check: 'fail',
  },
  test_card: 'avsZipFail',
  billing_details: { name: 'Jo', address: { line1: 'A' } },
  customer: 'cus_1',
} as const satisfies PaymentMethod;

const CUSTOM: PaymentMethod = { id: 'pm_2', created: 1, type: 'custom', custom: { type: 'cpmt_1' }, customer: 'cus_1' };
const UNATTACHED: PaymentMethod = { id: 'pm_3', created: 1, type: 'custom', custom: { type: 'cpmt_1' } };

function decide(input: Partial<UpdatePaymentMethod>) {
  const nothing = { allow_redisplay: undefined, billing_details: undefined, card: undefined, metadata: undefined };
  const state = stateOf({ payment_method: [METHOD, CUSTOM, UNATTACHED] });
  return outcomeOf(updatePaymentMethod.decide(state, { id: 'pm_1', ...nothing, ...input }, contextOf()));
}

describe('updating a payment method', () => {
  const { card } = METHOD;
  const { address_line1_check: _line1_check, ...unchecked } = card;
  const rows: readonly [what: string, input: Partial<UpdatePaymentMethod>, change: object][] = [
    ['nothing', {}, {}],
    ['the expiry', { card: { exp_month: 2 } }, { card: { ...card, exp_month: 2 } }],
    ['the network', { card: { preferred_network: 'visa' } }, { card: { ...card, preferred_network: 'visa' } }],
    [
      'a name, which leaves the address',
      { billing_details: { name: null, email: 'e' } },
      { billing_details: { address: { line1: 'A' }, email: 'e' } },
    ],
    [
      'the address, which asks the issuer again',
      { billing_details: { address: { line1: 'B', postal_code: '1' } } },
      {
        billing_details: { name: 'Jo', address: { line1: 'B', postal_code: '1' } },
        card,
      },
    ],
    ['no address', { billing_details: { address: null } }, { billing_details: { name: 'Jo' }, card: unchecked }],
    [
      'redisplay and metadata',
      { allow_redisplay: 'limited', metadata: { a: '1' } },
      { allow_redisplay: 'limited', metadata: { a: '1' } },
    ],
  ];
  for (const [what, input, change] of rows) {
    it(what, () => {
      assert.deepEqual(decide(input), {
        changes: [{ ...METHOD, ...change }],
        events: ['payment_method.updated pm_1'],
        guards: [],
      });
    });
  }

  const refused: readonly [string, Partial<UpdatePaymentMethod>, object][] = [
    ['what is not there', { id: 'pm_no' }, { status: 404, code: 'resource_missing', param: 'id' }],
    ['what nobody has', { id: 'pm_3' }, { status: 400, code: undefined, param: undefined }],
    ['the card of what is none', { id: 'pm_2', card: {} }, { status: 400, code: undefined, param: 'card' }],
    [
      'an expiry gone by',
      { card: { exp_year: 2025 } },
      { status: 402, code: 'invalid_expiry_year', param: 'exp_year' },
    ],
  ];
  for (const [what, input, expected] of refused) it(`refuses ${what}`, () => assert.deepEqual(decide(input), expected));
});
