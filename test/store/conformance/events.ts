/** Lists of events: types, times, cursors, and whether there are more. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { EventQuery, Store } from '../../../src/store/port.js';
import { batch, entry, journalOf, LIVE, type OpenFresh, onFreshStore, row, TEST } from './support.js';

/**
 * Number, type and time in the test scope: 1 a 1000, 2 b 1000, 3 a 1000, (an entry without events at 1500), 4 c 2000,
 * 5 a 2000, 6 b 3000, 7 b 3000, 8 a 4000, (an entry without events at 5000).
 */
async function fill(store: Store): Promise<void> {
  let entries = 0;
  const at = (at_ms: number, ...events: string[]) => {
    entries += 1;
    return entry([row('customer', `cus_${entries}`)], { at_ms, events });
  };
  const elsewhere = entry([], { scope: LIVE, events: ['a', 'z'], at_ms: 2_500 });
  await store.commit(batch({ entries: [at(1_000, 'a', 'b', 'a'), at(1_500), elsewhere, at(2_000, 'c', 'a')] }));
  await store.commit(batch({ entries: [at(3_000, 'b'), at(3_000, 'b')] }));
  await store.commit(batch({ entries: [at(4_000, 'a'), at(5_000)] }));
}

type Case = [query: Partial<EventQuery>, numbers: number[], has_more: boolean];

const CASES: readonly Case[] = [
  [{}, [8, 7, 6, 5, 4, 3, 2, 1], false],
  [{ limit: 8 }, [8, 7, 6, 5, 4, 3, 2, 1], false],
  [{ limit: 7 }, [8, 7, 6, 5, 4, 3, 2], true],
  [{ limit: 1 }, [8], true],
  [{ starting_after: 4 }, [3, 2, 1], false],
  [{ starting_after: 4, limit: 3 }, [3, 2, 1], false],
  [{ starting_after: 4, limit: 2 }, [3, 2], true],
  [{ starting_after: 1 }, [], false],
  [{ starting_after: 99 }, [8, 7, 6, 5, 4, 3, 2, 1], false],
  [{ ending_before: 5 }, [8, 7, 6], false],
  [{ ending_before: 5, limit: 3 }, [8, 7, 6], false],
  [{ ending_before: 5, limit: 2 }, [7, 6], true],
  [{ ending_before: 8 }, [], false],
  [{ ending_before: 2, starting_after: 6 }, [5, 4, 3], false],
  [{ types: ['a'] }, [8, 5, 3, 1], false],
  [{ types: ['a'], limit: 4 }, [8, 5, 3, 1], false],
  [{ types: ['a'], limit: 3 }, [8, 5, 3], true],
  [{ types: ['a', 'c'], limit: 3 }, [8, 5, 4], true],
  [{ types: ['b', 'c', 'b'] }, [7, 6, 4, 2], false],
  [{ types: ['absent'] }, [], false],
  [{ types: ['z'] }, [], false],
  [{ types: ['a', 'b'], starting_after: 6, limit: 2 }, [5, 3], true],
  [{ types: ['a', 'b'], ending_before: 2, limit: 2 }, [5, 3], true],
  [{ types: ['a'], ending_before: 3, limit: 2 }, [8, 5], false],
  [{ from_ms: 2_000 }, [8, 7, 6, 5, 4], false],
  [{ from_ms: 1_001 }, [8, 7, 6, 5, 4], false],
  [{ from_ms: 1_000 }, [8, 7, 6, 5, 4, 3, 2, 1], false],
  [{ from_ms: 4_001 }, [], false],
  [{ from_ms: 9_000 }, [], false],
  [{ below_ms: 2_000 }, [3, 2, 1], false],
  [{ below_ms: 2_001 }, [5, 4, 3, 2, 1], false],
  [{ below_ms: 1_000 }, [], false],
  [{ below_ms: 9_000, limit: 2 }, [8, 7], true],
  [{ from_ms: 2_000, below_ms: 4_000 }, [7, 6, 5, 4], false],
  [{ from_ms: 2_000, below_ms: 4_000, limit: 3 }, [7, 6, 5], true],
  [{ from_ms: 2_000, below_ms: 4_000, starting_after: 6, limit: 2 }, [5, 4], false],
  [{ from_ms: 2_000, below_ms: 4_000, ending_before: 4, limit: 2 }, [6, 5], true],
  [{ from_ms: 2_000, below_ms: 4_000, types: ['b', 'c'] }, [7, 6, 4], false],
  [{ from_ms: 4_000, below_ms: 2_000 }, [], false],
];

export function eventCases(openFresh: OpenFresh): void {
  describe('events', () => {
    onFreshStore(openFresh, 'are listed by type, time and cursor', async (store) => {
      await fill(store);
      for (const [query, numbers, has_more] of CASES) {
        const page = await store.events({ scope: TEST, limit: 10, ...query });
        assert.deepEqual(
          [page.items.map(({ number }) => number), page.has_more],
          [numbers, has_more],
          JSON.stringify(query),
        );
      }
      const elsewhere = await store.events({ scope: LIVE, limit: 10 });
      assert.deepEqual(
        elsewhere.items.map(({ number, entry: { events, first_event } }) => events[number - first_event]?.type),
        ['z', 'a'],
      );
    });

    onFreshStore(openFresh, 'bring the entry that they belong to', async (store) => {
      await fill(store);
      const journal = await journalOf(store);
      const of_test = journal.filter(({ scope }) => scope === TEST);
      const { items } = await store.events({ scope: TEST, limit: 10 });
      assert.deepEqual(
        items.map(({ entry: found }) => found),
        [6, 5, 4, 3, 3, 0, 0, 0].map(
          (index) => of_test[index === 6 ? 5 : index === 5 ? 4 : index === 4 ? 3 : index === 3 ? 2 : 0],
        ),
      );
      assert.deepEqual(await store.event(TEST, 2), { entry: of_test[0], number: 2 });
      assert.deepEqual(await store.event(TEST, 8), { entry: of_test[5], number: 8 });
      assert.equal((await store.event(LIVE, 2))?.entry.scope, LIVE);
    });

    onFreshStore(openFresh, 'are absent where there are none', async (store) => {
      assert.deepEqual(await store.events({ scope: TEST, limit: 10 }), { items: [], has_more: false });
      assert.deepEqual(await store.events({ scope: TEST, from_ms: 1, limit: 10 }), { items: [], has_more: false });
      assert.equal(await store.event(TEST, 1), undefined);
      await fill(store);
      for (const number of [0, 9, -1]) assert.equal(await store.event(TEST, number), undefined);
      assert.equal(await store.event(LIVE, 3), undefined);
    });
  });
}
