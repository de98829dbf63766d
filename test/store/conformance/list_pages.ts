/** Lists: order, cursors, limits, scopes. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { ListQuery, Store } from '../../../src/store/port.js';
import { LIVE, type OpenFresh, onFreshStore, put, row, stored, TEST } from './support.js';

async function page(store: Store, query: Partial<ListQuery>): Promise<[ids: string[], has_more: boolean]> {
  const { items, has_more } = await store.list({ scope: TEST, kind: 'customer', where: [], limit: 10, ...query });
  return [items.map(({ id }) => id), has_more];
}

export function listPageCases(openFresh: OpenFresh): void {
  describe('list', () => {
    onFreshStore(openFresh, 'orders ids by their bytes, newest first', async (store) => {
      // A language's order would mix cases, skip punctuation, or put digits elsewhere.
      const ids = [
        'cus_0',
        'cus_00',
        'cus_9',
        'cus_A',
        'cus_Ab',
        'cus_B',
        'cus_Z',
        'cus__',
        'cus_a',
        'cus_aB',
        'cus_ab',
        'cus_b',
      ];
      await put(store, ...[...ids].reverse().map((id) => row('customer', id)));
      assert.deepEqual(await page(store, { limit: 100 }), [[...ids].reverse(), false]);
      for (const [index, id] of ids.entries()) {
        assert.deepEqual(await page(store, { starting_after: id, limit: 100 }), [ids.slice(0, index).reverse(), false]);
        assert.deepEqual(await page(store, { ending_before: id, limit: 100 }), [ids.slice(index + 1).reverse(), false]);
      }
    });

    onFreshStore(openFresh, 'pages both ways and knows exactly whether there are more', async (store) => {
      const ids = ['cus_1', 'cus_2', 'cus_3', 'cus_4', 'cus_5'];
      await put(store, ...ids.map((id) => row('customer', id)));
      assert.deepEqual(await page(store, { limit: 5 }), [['cus_5', 'cus_4', 'cus_3', 'cus_2', 'cus_1'], false]);
      assert.deepEqual(await page(store, { limit: 4 }), [['cus_5', 'cus_4', 'cus_3', 'cus_2'], true]);
      assert.deepEqual(await page(store, { limit: 2, starting_after: 'cus_4' }), [['cus_3', 'cus_2'], true]);
      assert.deepEqual(await page(store, { limit: 2, starting_after: 'cus_3' }), [['cus_2', 'cus_1'], false]);
      assert.deepEqual(await page(store, { limit: 2, ending_before: 'cus_2' }), [['cus_4', 'cus_3'], true]);
      assert.deepEqual(await page(store, { limit: 2, ending_before: 'cus_3' }), [['cus_5', 'cus_4'], false]);
      const between = { starting_after: 'cus_5', ending_before: 'cus_1' };
      assert.deepEqual(await page(store, { ...between, limit: 3 }), [['cus_4', 'cus_3', 'cus_2'], false]);
      // A cursor need not be there any more.
      assert.deepEqual(await page(store, { limit: 2, starting_after: 'cus_2x' }), [['cus_2', 'cus_1'], false]);
    });

    onFreshStore(openFresh, 'gives the stored rows, of one kind and scope only', async (store) => {
      const mine = row('customer', 'cus_1', { document: '{ "spaces" : [ 1 ] }' });
      await put(store, mine, row('customer', 'cus_2', { scope: LIVE }), row('payment_record', 'pr_1'));
      const { items } = await store.list({ scope: TEST, kind: 'customer', where: [], limit: 10 });
      assert.deepEqual(items, [stored(mine)]);
      assert.deepEqual(await page(store, { scope: LIVE }), [['cus_2'], false]);
      assert.deepEqual(await page(store, { kind: 'payment_method' }), [[], false]);
    });

    onFreshStore(openFresh, 'applies conditions before it counts', async (store) => {
      const rows = Array.from({ length: 60 }, (_, index) =>
        row('customer', `cus_${String(index).padStart(2, '0')}`, {
          columns: { name: index % 20 === 0 ? 'rare' : 'common' },
        }),
      );
      await put(store, ...rows);
      const rare = { where: [{ field: { column: 'name' }, operator: '=', value: 'rare' }] } as const;
      assert.deepEqual(await page(store, { ...rare, limit: 3 }), [['cus_40', 'cus_20', 'cus_00'], false]);
      assert.deepEqual(await page(store, { ...rare, limit: 2 }), [['cus_40', 'cus_20'], true]);
      assert.deepEqual(await page(store, { ...rare, limit: 1, ending_before: 'cus_00' }), [['cus_20'], true]);
    });

    onFreshStore(openFresh, 'orders by a column of times, and by ids where those are the same', async (store) => {
      const times = { pr_1: 300, pr_2: 100, pr_3: 200, pr_A: 100, pr_a: 100, pr_5: 9_007_199_254_740_991, pr_6: 0 };
      const rows = Object.entries(times).map(([id, happened]) =>
        row('payment_record', id, { columns: { happened, amount: happened === 100 ? 7 : 8 } }),
      );
      await put(store, ...rows, row('payment_record', 'pr_4', { scope: LIVE, columns: { happened: 150 } }));
      const ordered = ['pr_5', 'pr_1', 'pr_3', 'pr_a', 'pr_A', 'pr_2', 'pr_6'];
      const by = (query: Partial<ListQuery>, cursor?: number) =>
        page(store, {
          kind: 'payment_record',
          ...query,
          order: { column: 'happened', ...(cursor === undefined ? {} : { cursor }) },
        });
      assert.deepEqual(await by({ limit: 7 }), [ordered, false]);
      assert.deepEqual(await by({ limit: 6 }), [ordered.slice(0, 6), true]);
      for (const [index, id] of ordered.entries()) {
        const cursor = times[id as keyof typeof times];
        assert.deepEqual(await by({ starting_after: id }, cursor), [ordered.slice(index + 1), false], id);
        assert.deepEqual(await by({ ending_before: id }, cursor), [ordered.slice(0, index), false], id);
      }
      assert.deepEqual(await by({ limit: 2, starting_after: 'pr_3' }, 200), [['pr_a', 'pr_A'], true]);
      assert.deepEqual(await by({ limit: 2, ending_before: 'pr_2' }, 100), [['pr_a', 'pr_A'], true]);
      const where = [
        { field: { column: 'happened' }, operator: '>=', value: 100 } as const,
        { field: { column: 'happened' }, operator: '<', value: 300 } as const,
        { field: { column: 'amount' }, operator: '=', value: 7 } as const,
      ];
      assert.deepEqual(await by({ where, limit: 2 }), [['pr_a', 'pr_A'], true]);
      assert.deepEqual(await by({ where, limit: 2, starting_after: 'pr_A' }, 100), [['pr_2'], false]);
      await assert.rejects(by({ starting_after: 'pr_3' }), /nothing is said of where pr_3 stands/);
      await assert.rejects(page(store, { order: { column: 'happened; --' } }), /customer has no column happened; --/);
    });

    onFreshStore(openFresh, 'refuses a column that was never declared', async (store) => {
      const where = [{ field: { column: 'document; --' }, operator: '=', value: 'x' } as const];
      await assert.rejects(page(store, { where }));
    });
  });
}
