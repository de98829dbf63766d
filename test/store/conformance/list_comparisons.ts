/** Lists: every comparison on every type of column, on ids and on metadata, alone, negated and joined. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Condition, ListQuery, Store } from '../../../src/store/port.js';
import { LIVE, type OpenFresh, onFreshStore, put, row, TEST } from './support.js';

/** Named by the last digit of their ids. */
async function fill(store: Store): Promise<void> {
  const record = (digit: number, amount: number, customer: string | null, metadata: [string, string][] = []) =>
    row('payment_record', `pr_${digit}`, {
      columns: { amount, customer, processor_reference: digit === 4 ? '100%_sure' : null },
      metadata: { removed: [], added: metadata },
    });
  await put(
    store,
    record(1, 100, 'cus_a', [['order', '6735'], ['Colour', 'Dark Red']]), // biome-ignore format: pairs
    record(2, 200, 'cus_B', [['order', '6736']]),
    record(3, 200, null),
    record(4, 9_007_199_254_740_991, 'CUS_A', [['order', '']]),
    record(5, 0, 'Müller straße', [['colour', 'blue'], ['order', 'ORDER 6735 é']]), // biome-ignore format: pairs
    row('payment_record', 'pr_9', { scope: LIVE, metadata: { removed: [], added: [['order', '6735']] } }),
    row('customer', 'pr_1', { metadata: { removed: [], added: [['other', 'x']] } }),
  );
}

type Operator = Condition['operator'];
type Case = [condition: Condition, digits: string];

const on = (
  column: string,
  operator: Operator,
  value: Condition['value'],
  options: Partial<Condition> = {},
): Condition => ({
  field: { column },
  operator,
  value,
  ...options,
});
const meta = (
  metadata: string,
  operator: Operator,
  value: Condition['value'],
  options: Partial<Condition> = {},
): Condition => ({
  field: { metadata },
  operator,
  value,
  ...options,
});
const not = (condition: Condition): Condition => ({ ...condition, negated: true });

const CASES: readonly Case[] = [
  [on('amount', '=', 200), '32'],
  [on('amount', '<', 200), '51'],
  [on('amount', '<=', 200), '5321'],
  [on('amount', '>', 200), '4'],
  [on('amount', '>=', 200), '432'],
  [on('amount', '=', 9_007_199_254_740_991), '4'],
  [on('amount', 'present', null), '54321'],
  [on('amount', 'in', null, { values: [100, 200] }), '321'],
  [on('amount', 'in', null, { values: [] }), ''],
  [on('customer', 'in', null, { values: ['cus_a', 'cus_B'] }), '21'],
  [not(on('customer', 'in', null, { values: ['cus_a', 'cus_B'] })), '543'],
  [not(on('amount', '=', 200)), '541'],
  [not(on('amount', '<', 200)), '432'],
  [on('customer', '=', 'cus_a'), '1'],
  [on('customer', '=', 'cus_a', { ignore_case: true }), '41'],
  [on('customer', '=', 'MÜLLER STRASSE', { ignore_case: true }), '5'],
  [on('customer', '=', 'MüLLER STRAßE', { ignore_case: true }), '5'],
  [on('customer', '<', 'cus_a'), '542'],
  [on('customer', '>', 'Z'), '21'],
  [on('customer', '<=', 'CUS_A'), '4'],
  [on('customer', '>=', 'cus_B'), '21'],
  [on('customer', 'contains', 'S_A'), '41'],
  [on('customer', 'contains', 'üller'), '5'],
  [on('customer', 'contains', 'ÜLLER'), '5'],
  [on('customer', 'contains', 'ASSE'), '5'],
  [on('customer', 'contains', 'ULLER'), ''],
  [on('customer', 'contains', '%'), ''],
  [on('customer', 'contains', ''), '5421'],
  [on('processor_reference', 'contains', '%_S'), '4'],
  [on('customer', 'present', null), '5421'],
  [not(on('customer', 'present', null)), '3'],
  [not(on('customer', '=', 'cus_a')), '5432'],
  [not(on('customer', '=', 'cus_a', { ignore_case: true })), '532'],
  [not(on('customer', 'contains', 'cus')), '53'],
  [not(on('customer', '>', 'Z')), '543'],
  [on('id', '=', 'pr_3'), '3'],
  [on('id', '>', 'pr_3'), '54'],
  [not(on('id', '=', 'pr_3')), '5421'],
  [on('id', '=', "' OR 1 = 1 --"), ''],
  [meta('order', '=', '6735'), '1'],
  [meta('order', '=', ''), '4'],
  [meta('order', 'present', null), '5421'],
  [meta('order', 'contains', '673'), '521'],
  [meta('order', 'contains', 'order'), '5'],
  [meta('order', '>', '6735'), '52'],
  [meta('colour', '=', 'dark red'), ''],
  [meta('Colour', '=', 'dark red', { ignore_case: true }), '1'],
  [meta('order', 'contains', '6735 É'), '5'],
  [meta('other', 'present', null), ''],
  [not(meta('order', 'present', null)), '3'],
  [not(meta('order', '=', '6735')), '5432'],
  [not(meta('order', 'contains', '673')), '43'],
  [not(meta('absent', '=', 'x')), '54321'],
];

export function comparisonCases(openFresh: OpenFresh): void {
  describe('list conditions', () => {
    const digits = async (store: Store, query: Partial<ListQuery>): Promise<string> => {
      const { items } = await store.list({ scope: TEST, kind: 'payment_record', where: [], limit: 10, ...query });
      return items.map(({ id }) => id.slice(3)).join('');
    };

    onFreshStore(openFresh, 'compare columns, ids and metadata', async (store) => {
      await fill(store);
      for (const [condition, expected] of CASES) {
        const name = JSON.stringify(condition);
        assert.equal(await digits(store, { where: [condition] }), expected, name);
        assert.equal(await digits(store, { any: [condition] }), expected, `any of one: ${name}`);
      }
    });

    onFreshStore(openFresh, 'join with and, or, and both', async (store) => {
      await fill(store);
      const rich = on('amount', '>=', 200);
      const known = on('customer', 'present', null);
      const ordered = meta('order', 'present', null);
      const blue = meta('colour', '=', 'blue');
      assert.equal(await digits(store, { where: [rich, known] }), '42');
      assert.equal(await digits(store, { where: [rich, not(known)] }), '3');
      assert.equal(await digits(store, { where: [ordered, not(blue), not(rich)] }), '1');
      assert.equal(await digits(store, { any: [blue, on('amount', '=', 100)] }), '51');
      assert.equal(await digits(store, { any: [not(known), blue] }), '53');
      assert.equal(await digits(store, { where: [rich], any: [not(known), ordered] }), '432');
      assert.equal(await digits(store, { where: [rich], any: [] }), '432');
      assert.equal(await digits(store, { where: [known], starting_after: 'pr_4', limit: 1 }), '2');
    });
  });
}
