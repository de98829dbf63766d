import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conditionsOf } from '../../../src/api/kernel/search.js';
import { isRefusal } from '../../../src/core/kernel/errors.js';
import type { Condition } from '../../../src/store/port.js';

const FIELDS = {
  amount: { type: 'numeric', column: 'amount' },
  currency: { type: 'token', column: 'currency', lower_case: true },
  customer: { type: 'token', column: 'customer' },
  reference: { type: 'string', column: 'processor_reference' },
} as const;

const created = { shown: 'created' } as const;
const amount = { column: 'amount' };
const reference = { column: 'processor_reference' };
const customer = { column: 'customer' };
const metadata = { metadata: 'Order' };

const cases: readonly [query: string, expected: Condition][] = [
  ['amount:5', { field: amount, operator: '=', value: 5 }],
  ['amount>5', { field: amount, operator: '>', value: 5 }],
  ['amount<=-5', { field: amount, operator: '<=', value: -5 }],
  ['-amount>=5', { field: amount, operator: '>=', value: 5, negated: true }],
  ['currency:USD', { field: { column: 'currency' }, operator: '=', value: 'usd' }],
  ['customer:cus_A', { field: customer, operator: '=', value: 'cus_A' }],
  ['customer:null', { field: customer, operator: 'present', value: null, negated: true }],
  ['-customer:null', { field: customer, operator: 'present', value: null, negated: false }],
  ['customer:"null"', { field: customer, operator: '=', value: 'null' }],
  ['reference:"A-1"', { field: reference, operator: '=', value: 'A-1', ignore_case: true }],
  ['reference:"42-1"', { field: reference, operator: '=', value: '42-1' }],
  ['reference:"école"', { field: reference, operator: '=', value: 'école', ignore_case: true }],
  ['reference:"ЁЖ"', { field: reference, operator: '=', value: 'ЁЖ', ignore_case: true }],
  ['reference:"東京"', { field: reference, operator: '=', value: '東京' }],
  ['reference~"abc"', { field: reference, operator: 'contains', value: 'abc' }],
  ['-reference~"abc"', { field: reference, operator: 'contains', value: 'abc', negated: true }],
  ['metadata["Order"]:"x"', { field: metadata, operator: '=', value: 'x', ignore_case: true }],
  ['metadata["Order"]~"xyz"', { field: metadata, operator: 'contains', value: 'xyz' }],
  ['metadata["Order"]:null', { field: metadata, operator: 'present', value: null, negated: true }],
  ['created>100', { field: created, operator: '>', value: 100 }],
  ['created>=100', { field: created, operator: '>=', value: 100 }],
  ['created<100', { field: created, operator: '<', value: 100 }],
  ['created<=100', { field: created, operator: '<=', value: 100 }],
  ['created:100', { field: created, operator: '=', value: 100 }],
  ['-created:100', { field: created, operator: '=', value: 100, negated: true }],
];

describe('conditions of a query', () => {
  for (const [query, expected] of cases) {
    it(query, () => {
      assert.deepEqual(conditionsOf(query, FIELDS), { join: 'and', conditions: [expected] });
    });
  }

  it('keeps the order of clauses and how they are joined', () => {
    const found = conditionsOf('amount:1 OR amount:2', FIELDS);
    assert.ok(!isRefusal(found));
    assert.equal(found.join, 'or');
    assert.deepEqual(
      found.conditions.map(({ value }) => value),
      [1, 2],
    );
  });

  for (const query of [
    '',
    'amount',
    'other:1',
    'customer~abc',
    'reference~""',
    'reference~"ab"',
    'reference~"😀a"',
    'metadata["Order"]~"ab"',
    'reference~null',
    'amount:x',
    'amount:null',
    'created:null',
    'metadata:1',
  ]) {
    it(`refuses ${query}`, () => assert.ok(isRefusal(conditionsOf(query, FIELDS))));
  }
});
