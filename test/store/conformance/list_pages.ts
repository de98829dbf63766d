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

    onFreshStore(openFresh, 'refuses a column that was never declared', async (store) => {
      const where = [{ field: { column: 'document; --' }, operator: '=', value: 'x' } as const];
      await assert.rejects(page(store, { where }));
    });
  });
}
