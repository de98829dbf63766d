/** What falls due: order, cursors, scopes, and that a change moves or removes it. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { DUE_COMMANDS } from '../../../src/core/clockwork/due.js';
import type { Kind } from '../../../src/core/kernel/kind.js';
import type { DueQuery, Store } from '../../../src/store/port.js';
import { LIVE, type OpenFresh, onFreshStore, put, row, TEST } from './support.js';

function intent(id: string, due_at: number | null, version = 1) {
  return row('payment_intent', id, { version, columns: { due_at } });
}

async function due(store: Store, query: Partial<DueQuery> = {}): Promise<[id: string, due_at: number][]> {
  const found = await store.due({ scope: TEST, kind: 'payment_intent', limit: 10, ...query });
  return found.map(({ id, due_at }) => [id, due_at]);
}

export function dueCases(openFresh: OpenFresh): void {
  describe('due', () => {
    onFreshStore(openFresh, 'goes by time and then by id, past and future alike', async (store) => {
      await put(
        store,
        intent('pi_1', 300),
        intent('pi_2', null),
        intent('pi_3', 0),
        intent('pi_a', 200),
        intent('pi_B', 200),
        intent('pi_4', 9_007_199_254_740_991),
        row('payment_intent', 'pi_9', { scope: LIVE, columns: { due_at: 100 } }),
        row('refund', 're_1', {
          columns: { charge: 'ch_1', payment_intent: 'pi_1', status: 'pending', due_at: 100 },
        }),
        row('setup_intent', 'seti_1', { columns: { status: 'processing', due_at: 150 } }),
      );
      const all = [
        ['pi_3', 0],
        ['pi_B', 200],
        ['pi_a', 200],
        ['pi_1', 300],
        ['pi_4', 9_007_199_254_740_991],
      ];
      assert.deepEqual(await due(store), all);
      assert.deepEqual(await due(store, { limit: 2 }), all.slice(0, 2));
      assert.deepEqual(await due(store, { after: { id: 'pi_B', due_at: 200 }, limit: 2 }), all.slice(2, 4));
      assert.deepEqual(await due(store, { after: { id: 'pi_absent', due_at: 250 } }), all.slice(3));
      assert.deepEqual(await due(store, { after: { id: 'pi_4', due_at: 9_007_199_254_740_991 } }), []);
      assert.deepEqual(await due(store, { kind: 'refund' }), [['re_1', 100]]);
      assert.deepEqual(await due(store, { kind: 'setup_intent' }), [['seti_1', 150]]);
      assert.deepEqual(await due(store, { scope: LIVE }), [['pi_9', 100]]);
    });

    onFreshStore(openFresh, 'follows changes', async (store) => {
      await put(store, intent('pi_1', 100), intent('pi_2', 200));
      await put(store, intent('pi_1', 300, 2), intent('pi_2', null, 2));
      assert.deepEqual(await due(store), [['pi_1', 300]]);
    });

    onFreshStore(openFresh, 'is known of every kind that has a command for it', async (store) => {
      for (const kind of Object.keys(DUE_COMMANDS) as Kind[]) assert.deepEqual(await due(store, { kind }), [], kind);
    });

    onFreshStore(openFresh, 'is asked only of kinds that fall due', async (store) => {
      await assert.rejects(store.due({ scope: TEST, kind: 'customer', limit: 1 }), /customer has no column due_at/);
    });
  });
}
