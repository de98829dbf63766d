import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { createCustomer } from '../../../../src/core/payments/customer/create.js';
import { deleteCustomer } from '../../../../src/core/payments/customer/delete.js';
import { type Customer, invoicePrefixOf } from '../../../../src/core/payments/customer/types.js';
import { updateCustomer } from '../../../../src/core/payments/customer/update.js';
import type { PaymentMethod } from '../../../../src/core/payments/payment_method/types.js';
import { contextOf, NOW, outcomeOf, stateOf } from '../../../support/rules.js';

const JO: Customer = {
  id: 'cus_jo',
  created: 1,
  name: 'Jo',
  address: { city: 'Bern', line1: 'A' },
  metadata: { a: '1' },
};
const GONE: Customer = { id: 'cus_gone', created: 1, deleted: true };
const MINE: PaymentMethod = {
  id: 'pm_mine',
  created: 1,
  type: 'custom',
  custom: { type: 'cpmt_1' },
  customer: 'cus_jo',
};
const FREE: PaymentMethod = { id: 'pm_free', created: 1, type: 'custom', custom: { type: 'cpmt_1' } };
const given = { customer: [JO, GONE], payment_method: [MINE, FREE] };

describe('creating a customer', () => {
  const nothing = {
    members: {},
    metadata: undefined,
    payment_method: undefined,
    default_payment_method: undefined,
    test_clock: undefined,
  };
  const decide = (input: object) =>
    outcomeOf(createCustomer.decide(stateOf(given), { ...nothing, ...input }, contextOf()));

  it('stores only what says something', () => {
    const members = { name: 'Al', email: undefined, phone: null, address: {}, preferred_locales: ['de'] };
    assert.deepEqual(decide({ members, metadata: { a: '', b: '1' } }), {
      changes: [{ id: 'cus_1', created: NOW, name: 'Al', preferred_locales: ['de'], metadata: { b: '1' } }],
      events: ['customer.created cus_1'],
      guards: [],
    });
  });

  it('attaches a payment method and makes it the default', () => {
    assert.deepEqual(decide({ payment_method: { name: 'pm_free' }, default_payment_method: 'pm_free' }), {
      changes: [
        { id: 'cus_1', created: NOW, default_payment_method: 'pm_free' },
        { ...FREE, customer: 'cus_1' },
      ],
      events: ['customer.created cus_1', 'payment_method.attached pm_free'],
      guards: [],
    });
  });

  const default_param = 'invoice_settings[default_payment_method]';
  const rows: readonly [string, object, string | undefined, string | undefined][] = [
    ['a method that is not there', { payment_method: { name: 'pm_no' } }, 'resource_missing', 'payment_method'],
    ['a method of somebody else', { payment_method: { name: 'pm_mine' } }, undefined, undefined],
    ['a default alone', { default_payment_method: 'pm_free' }, 'resource_missing', default_param],
    [
      'another default',
      { payment_method: { name: 'pm_free' }, default_payment_method: 'pm_mine' },
      'resource_missing',
      default_param,
    ],
  ];
  for (const [what, input, code, param] of rows) {
    it(`refuses ${what}`, () => assert.deepEqual(decide(input), { status: 400, code, param }));
  }
});

describe('updating a customer', () => {
  const nothing = { members: {}, metadata: undefined, default_payment_method: undefined };
  const decide = (id: string, input: object) =>
    outcomeOf(updateCustomer.decide(stateOf(given), { id, ...nothing, ...input }, contextOf()));

  it('replaces, unsets and keeps', () => {
    assert.deepEqual(decide('cus_jo', { members: { name: null, phone: '1', address: { city: 'Basel' } } }), {
      changes: [{ id: 'cus_jo', created: 1, phone: '1', address: { city: 'Basel' }, metadata: { a: '1' } }],
      events: ['customer.updated cus_jo'],
      guards: [],
    });
  });

  it('depends on the payment method that becomes the default', () => {
    assert.deepEqual(decide('cus_jo', { default_payment_method: 'pm_mine' }), {
      changes: [{ ...JO, default_payment_method: 'pm_mine' }],
      events: ['customer.updated cus_jo'],
      guards: ['pm_mine'],
    });
  });

  it('refuses a default that it does not have, and customers that are not there', () => {
    const outcome = decide('cus_jo', { default_payment_method: 'pm_free' });
    assert.equal('code' in outcome && outcome.code, 'resource_missing');
    for (const id of ['cus_gone', 'cus_no']) {
      assert.deepEqual(decide(id, {}), { status: 404, code: 'resource_missing', param: 'id' });
    }
  });
});

describe('deleting a customer', () => {
  const decide = (state: Parameters<typeof stateOf>[0], id: string) =>
    deleteCustomer.decide(stateOf(state), { id }, contextOf());

  it('forgets everything but that it was there, and detaches', () => {
    const { customer: _customer, ...mine } = MINE;
    assert.deepEqual(outcomeOf(decide(given, 'cus_jo')), {
      changes: [
        { ...mine, detached: true },
        { id: 'cus_jo', created: 1, deleted: true },
      ],
      events: ['payment_method.detached pm_mine', 'customer.deleted cus_jo'],
      guards: [],
    });
  });

  it('is not done twice', () => {
    assert.deepEqual(outcomeOf(decide(given, 'cus_gone')), { status: 404, code: 'resource_missing', param: 'id' });
  });

  it('refuses to leave payment methods behind that it cannot see', () => {
    const payment_method = Array.from({ length: 1_000 }, (_, n): PaymentMethod => ({ ...MINE, id: `pm_${n}` }));
    const decision = decide({ customer: [JO], payment_method }, 'cus_jo');
    assert.ok(isRefusal(decision));
    assert.match(decision.message, /too many to detach at once/);
  });
});

describe('the prefix of invoices', () => {
  it('is the end of the id unless it was chosen', () => {
    assert.equal(invoicePrefixOf({ id: 'cus_0VbeRkgR00BhEr', created: 1 }), 'GR00BHER');
    assert.equal(invoicePrefixOf({ id: 'cus_0VbeRkgR00BhEr', created: 1, invoice_prefix: 'INK' }), 'INK');
  });
});
