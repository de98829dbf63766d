/** Totals: groups, conditions, scopes, and sums beyond what a number and what 64 bits can hold. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Condition, Store, TotalsQuery } from '../../../src/store/port.js';
import { LIVE, type OpenFresh, onFreshStore, put, row, TEST } from './support.js';

const LARGEST = Number.MAX_SAFE_INTEGER;

function moved(digit: number, net: number, currency: string, available_on: number, scope = TEST) {
  return row('balance_transaction', `txn_${digit}`, { scope, columns: { net, currency, available_on } });
}

/** What the balance is made of. */
export const BALANCE: TotalsQuery = {
  scope: TEST,
  kind: 'balance_transaction',
  sum: 'net',
  by: ['currency'],
  where: [{ field: { column: 'available_on' }, operator: '<=', value: 10 }],
};

/** In the order of the groups, since engines answer in any. */
async function totals(store: Store, query: Partial<TotalsQuery> = {}) {
  const found = await store.totals({ ...BALANCE, where: [], ...query });
  const all = found.map(({ by, count, sum }) => [...by, count, sum] as const);
  return all.sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

const until = (value: number): Condition => ({ field: { column: 'available_on' }, operator: '<=', value });

export function totalsCases(openFresh: OpenFresh): void {
  describe('totals', () => {
    onFreshStore(openFresh, 'are one for each group that has rows', async (store) => {
      await put(
        store,
        moved(1, 100, 'usd', 10),
        moved(2, -30, 'usd', 10),
        moved(3, -1, 'usd', 20),
        moved(4, 7, 'eur', 20),
        moved(5, 5, 'jpy', 10, LIVE),
      );
      assert.deepEqual(await totals(store), [
        ['eur', 1, 7n],
        ['usd', 3, 69n],
      ]);
      assert.deepEqual(await totals(store, { by: ['currency', 'available_on'] }), [
        ['eur', 20, 1, 7n],
        ['usd', 10, 2, 70n],
        ['usd', 20, 1, -1n],
      ]);
      assert.deepEqual(await totals(store, { where: [until(10)] }), [['usd', 2, 70n]]);
      assert.deepEqual(await totals(store, { where: [{ ...until(10), negated: true }] }), [
        ['eur', 1, 7n],
        ['usd', 1, -1n],
      ]);
      assert.deepEqual(await totals(store, { scope: LIVE }), [['jpy', 1, 5n]]);
      assert.deepEqual(await totals(store, { where: [until(9)] }), []);
    });

    onFreshStore(openFresh, 'without groups are one, also of nothing', async (store) => {
      assert.deepEqual(await totals(store, { by: [] }), [[0, 0n]]);
      await put(store, moved(1, -LARGEST, 'usd', 10), moved(2, -LARGEST, 'eur', 10));
      assert.deepEqual(await totals(store, { by: [] }), [[2, -2n * BigInt(LARGEST)]]);
    });

    onFreshStore(openFresh, 'count what is absent and do not add it', async (store) => {
      const [first, second] = [
        row('payment_intent', 'pi_1'),
        row('payment_intent', 'pi_2', { columns: { due_at: 3 } }),
      ];
      await put(store, first, second);
      const query = { kind: 'payment_intent', sum: 'due_at' } as const;
      assert.deepEqual(await totals(store, { ...query, by: ['customer'] }), [[null, 2, 3n]]);
      assert.deepEqual(await totals(store, { ...query, sum: 'amount', by: ['due_at'] }), [
        [null, 1, 1000n],
        [3, 1, 1000n],
      ]);
    });

    onFreshStore(openFresh, 'count without adding up', async (store) => {
      await put(store, moved(1, 100, 'usd', 10), moved(2, 5, 'usd', 10), moved(3, 7, 'eur', 10));
      const { sum: _sum, ...counted } = BALANCE;
      const found = await store.totals({ ...counted, where: [until(10)] });
      assert.deepEqual(found.map(({ by, count, sum }) => [...by, count, sum]).sort(), [
        ['eur', 1, 0n],
        ['usd', 2, 0n],
      ]);
    });

    onFreshStore(openFresh, 'are exact beyond 64 bits', async (store) => {
      const count = 1_100;
      const rows = Array.from({ length: count }, (_, index) => moved(index, LARGEST, 'usd', 10));
      await put(store, ...rows, moved(count, -1, 'usd', 10));
      const sum = BigInt(count) * BigInt(LARGEST) - 1n;
      assert.ok(sum > 2n ** 63n);
      assert.deepEqual(await totals(store), [['usd', count + 1, sum]]);
    });

    onFreshStore(openFresh, 'are of declared columns', async (store) => {
      await assert.rejects(totals(store, { sum: 'document' }), /balance_transaction has no column document/);
      await assert.rejects(totals(store, { by: ['id; --'] }), /balance_transaction has no column id; --/);
    });
  });
}
