/** The chain of the journal: every engine makes the same hashes of the same entries. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { digestOf, linkHash } from '../../../src/store/chain.js';
import type { InspectedEntry, Store } from '../../../src/store/port.js';
import { assertConflict, batch, entry, LIVE, type OpenFresh, onFreshStore, row, TEST } from './support.js';

/** What the journal of a scope makes of itself: the commits, each with the hash that is stored and the one that is due. */
async function chainOf(store: Store, scope: number) {
  const entries = (await store.journal(0, 10_000)).filter((one) => one.scope === scope);
  const commits: { stored: string; due: string; size: number; last: number }[] = [];
  let open: InspectedEntry[] = [];
  for (const one of entries) {
    open.push(one);
    if (one.hash === '') continue;
    const digest = digestOf(open.map(({ hashed_text }) => hashed_text).join(''));
    const times = open.map(({ at_ms }) => at_ms);
    const due = linkHash(commits.at(-1)?.due ?? '', scope, digest, times);
    commits.push({ stored: one.hash, due, size: open.length, last: one.position });
    open = [];
  }
  assert.deepEqual(open, [], 'the last entry ends a commit');
  const head = (await store.heads()).find((one) => one.scope === scope);
  assert.equal(head?.head_hash, commits.at(-1)?.stored ?? '');
  assert.equal(head?.head_position, commits.at(-1)?.last ?? 0);
  for (const { stored, due } of commits) assert.equal(stored, due);
  return commits;
}

export function chainCases(openFresh: OpenFresh): void {
  describe('the chain of the journal', () => {
    onFreshStore(openFresh, 'has a link for each commit of each scope', async (store) => {
      assert.deepEqual([await chainOf(store, TEST), await chainOf(store, LIVE)], [[], []]);
      const written = row('customer', 'cus_1', { document: '{"id":"cus_1","name":"Zoë 😀","n":1.50}' });
      await store.commit(
        batch({
          entries: [
            entry([written], { events: ['a', 'b'], at_ms: 5_000, request_id: null, idempotency_key: 'k"\\\n' }),
            entry([], { scope: LIVE, actor: 'cli' }),
            entry([row('customer', 'cus_2')], { at_ms: 3_000 }),
          ],
        }),
      );
      await store.commit(batch({ entries: [entry([], { at_ms: 4_000 })] }));
      await store.commit(batch({ rows: [written] }));
      const sizes = async (scope: number) => (await chainOf(store, scope)).map(({ size }) => size);
      assert.deepEqual([await sizes(TEST), await sizes(LIVE)], [[2, 1], [1]]);
      assert.notEqual((await chainOf(store, LIVE))[0]?.stored, (await chainOf(store, TEST))[0]?.stored);
    });

    onFreshStore(openFresh, 'is the same whoever wrote it', async (store, reopen) => {
      const other = await reopen();
      const commits = Array.from({ length: 40 }, (_, index) =>
        (index % 2 === 0 ? store : other).commit(
          batch({
            entries: [
              entry([row('customer', `cus_${index}`)], { at_ms: index, events: ['a'] }),
              entry([], { at_ms: index, scope: index % 3 === 0 ? LIVE : TEST }),
            ],
          }),
        ),
      );
      await Promise.all(commits);
      const chains = [await chainOf(store, TEST), await chainOf(other, LIVE)];
      assert.deepEqual(
        chains.map((commits) => commits.reduce((sum, { size }) => sum + size, 0)),
        [66, 14],
      );
      assert.deepEqual(await chainOf(other, TEST), chains[0]);
    });

    onFreshStore(openFresh, 'is not touched by what is refused', async (store) => {
      const first = row('customer', 'cus_1');
      await store.commit(batch({ rows: [first], entries: [entry([first])] }));
      const before = await chainOf(store, TEST);
      await assertConflict(store.commit(batch({ rows: [first], entries: [entry([first])] })));
      assert.deepEqual(await chainOf(store, TEST), before);
    });
  });
}
