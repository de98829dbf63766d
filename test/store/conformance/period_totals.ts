/** Sums by period: combinations, bounds, what is fixed, and sums beyond 64 bits. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { PeriodTotalsQuery, Store } from '../../../src/store/port.js';
import { LIVE, type OpenFresh, onFreshStore, put, row, TEST } from './support.js';

interface Made {
  readonly state: string;
  readonly method: string;
  readonly amount_guaranteed: number;
  readonly currency?: string;
  readonly decline_reason?: string;
  readonly happened?: number;
  readonly outcome_happened?: number;
  readonly decided_soon?: number;
}

function record(id: string, columns: Made, scope = TEST) {
  return row('payment_record', `pr_${id}`, {
    scope,
    columns: { currency: 'usd', processor: 'custom', amount: 0, ...columns },
  });
}

const QUERY: PeriodTotalsQuery = {
  scope: TEST,
  kind: 'payment_record',
  by: ['currency', 'state', 'processor', 'method'],
  only: ['usd'],
  sums: ['amount_guaranteed', 'amount'],
  along: 'id',
  bounds: ['pr_2', 'pr_4', 'pr_6'],
};

/** In the order of their values, since engines answer in any. */
async function found(store: Store, query: Partial<PeriodTotalsQuery> = {}) {
  const totals = await store.periodTotals({ ...QUERY, ...query });
  const all = totals.map(({ by, period, count, sums }) => [...by, period, count, ...sums] as const);
  return all.sort((a, b) => (String(a) < String(b) ? -1 : 1));
}

export function periodTotalsCases(openFresh: OpenFresh): void {
  describe('sums by period', () => {
    onFreshStore(openFresh, 'are one for each combination and each period that has any', async (store) => {
      const failed = { state: 'failed', method: 'visa', amount_guaranteed: 0 };
      const visa = { state: 'guaranteed', method: 'visa', amount_guaranteed: 100 };
      await put(
        store,
        record('1z', visa),
        record('2', visa),
        record('3', { ...visa, amount_guaranteed: 7 }),
        record('3z', failed),
        record('4', { ...visa, method: '' }),
        record('5', visa),
        record('5z', { ...visa, currency: 'eur' }),
        record('6', visa),
        record('3y', visa, LIVE),
      );
      assert.deepEqual(await found(store), [
        ['usd', 'failed', 'custom', 'visa', 0, 1, 0n, 0n],
        ['usd', 'guaranteed', 'custom', '', 1, 1, 100n, 0n],
        ['usd', 'guaranteed', 'custom', 'visa', 0, 2, 107n, 0n],
        ['usd', 'guaranteed', 'custom', 'visa', 1, 1, 100n, 0n],
      ]);
      assert.deepEqual(await found(store, { only: ['usd', 'failed'] }), [
        ['usd', 'failed', 'custom', 'visa', 0, 1, 0n, 0n],
      ]);
      assert.deepEqual(await found(store, { only: [], by: ['currency'], sums: [], bounds: ['pr_1', 'pr_9'] }), [
        ['eur', 0, 1],
        ['usd', 0, 7],
      ]);
      assert.deepEqual(await found(store, { scope: LIVE, by: ['currency'] }), [['usd', 0, 1, 100n, 0n]]);
      assert.deepEqual(await found(store, { only: ['chf'] }), []);
      assert.deepEqual(await found(store, { bounds: ['pr_7', 'pr_8'] }), []);
    });

    onFreshStore(openFresh, 'leave out what has no value', async (store) => {
      const failed = { state: 'failed', method: 'visa', amount_guaranteed: 0 };
      await put(
        store,
        record('2', { ...failed, decline_reason: 'lost_card' }),
        record('3', { ...failed, decline_reason: 'expired_card' }),
        record('3z', { ...failed, decline_reason: 'expired_card' }),
        record('3y', failed),
        record('4', { ...failed, decline_reason: 'expired_card', currency: 'eur' }),
        record('7', { ...failed, decline_reason: 'lost_card' }),
      );
      const by = ['currency', 'decline_reason'];
      assert.deepEqual(await found(store, { by, sums: [] }), [
        ['usd', 'expired_card', 0, 2],
        ['usd', 'lost_card', 0, 1],
      ]);
      assert.deepEqual(await found(store, { by: ['decline_reason'], only: [], sums: [] }), [
        ['expired_card', 0, 2],
        ['expired_card', 1, 1],
        ['lost_card', 0, 1],
      ]);
    });

    onFreshStore(openFresh, 'are by any time that is a column, and leave out what has none', async (store) => {
      const visa = { state: 'guaranteed', method: 'visa', amount_guaranteed: 100 };
      await put(
        store,
        record('1', { ...visa, happened: 9, outcome_happened: 10 }),
        record('2', { ...visa, happened: 30, outcome_happened: 19, decided_soon: 19 }),
        record('3', { ...visa, happened: 10, outcome_happened: 20, amount_guaranteed: 7 }),
        record('4', { ...visa, happened: 29, outcome_happened: 30 }),
        record('5', { state: 'initiated', method: 'visa', amount_guaranteed: 0, happened: 15 }),
        record('6', { ...visa, happened: 15, outcome_happened: 15 }, LIVE),
      );
      const bounds = [10, 20, 30];
      const sums = ['amount_guaranteed'];
      assert.deepEqual(await found(store, { along: 'outcome_happened', sums, bounds }), [
        ['usd', 'guaranteed', 'custom', 'visa', 0, 2, 200n],
        ['usd', 'guaranteed', 'custom', 'visa', 1, 1, 7n],
      ]);
      const by = ['currency', 'processor', 'method'];
      assert.deepEqual(await found(store, { along: 'happened', by, sums: [], bounds }), [
        ['usd', 'custom', 'visa', 0, 2],
        ['usd', 'custom', 'visa', 1, 1],
      ]);
      assert.deepEqual(await found(store, { along: 'decided_soon', sums, bounds }), [
        ['usd', 'guaranteed', 'custom', 'visa', 0, 1, 100n],
      ]);
      const within = { column: 'outcome_happened', from: 20, below: 30 };
      assert.deepEqual(await found(store, { along: 'happened', sums, bounds, within }), [
        ['usd', 'guaranteed', 'custom', 'visa', 0, 1, 7n],
      ]);
      await assert.rejects(found(store, { within: { ...within, column: 'nothing' } }), /has no column nothing/);
      await assert.rejects(found(store, { along: 'document' }), /payment_record has no column document/);
    });

    onFreshStore(openFresh, 'are exact beyond 64 bits', async (store) => {
      const count = 1_100;
      const largest = { state: 'guaranteed', method: 'visa', amount_guaranteed: Number.MAX_SAFE_INTEGER };
      const rows = Array.from({ length: count }, (_, index) => record(`3${String(index).padStart(4, '0')}`, largest));
      await put(store, ...rows, record('5', { ...largest, amount_guaranteed: 1 }));
      const sum = BigInt(count) * BigInt(Number.MAX_SAFE_INTEGER);
      assert.ok(sum > 2n ** 63n);
      assert.deepEqual(await found(store), [
        ['usd', 'guaranteed', 'custom', 'visa', 0, count, sum, 0n],
        ['usd', 'guaranteed', 'custom', 'visa', 1, 1, 1n, 0n],
      ]);
    });

    onFreshStore(openFresh, 'are of declared columns and of whole periods', async (store) => {
      await assert.rejects(found(store, { by: ['id; --'] }), /payment_record has no column id; --/);
      await assert.rejects(found(store, { sums: ['document'] }), /payment_record has no column document/);
      await assert.rejects(found(store, { bounds: ['pr_1'] }), /a period needs two bounds/);
    });
  });
}
