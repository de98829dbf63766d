/** Several handles on the same data, as of several processes. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { ConflictError, type Store } from '../../../src/store/port.js';
import { batch, entry, LIVE, type OpenFresh, onFreshStore, put, reply, row, TEST } from './support.js';

async function assertGapless(store: Store, scope: number, count: number): Promise<void> {
  const { items } = await store.events({ scope, limit: 10_000 });
  assert.deepEqual(
    items.map(({ number }) => number),
    Array.from({ length: count }, (_, index) => count - index),
  );
  const journal = (await store.journal(0, 10_000)).filter((found) => found.scope === scope);
  let next_event = 1;
  let at_ms = 0;
  for (const found of journal) {
    assert.equal(found.first_event, next_event, 'positions follow the order of commits');
    assert.ok(found.at_ms >= at_ms, 'time does not run backwards');
    next_event += found.events.length;
    at_ms = found.at_ms;
  }
}

export function concurrencyCases(openFresh: OpenFresh): void {
  describe('two handles', () => {
    onFreshStore(openFresh, 'see what the other has written', async (store, reopen) => {
      const other = await reopen();
      await put(store, row('customer', 'cus_1'));
      assert.equal((await other.get(TEST, 'customer', 'cus_1'))?.version, 1);
      await put(other, row('customer', 'cus_1', { version: 2 }));
      assert.equal((await store.get(TEST, 'customer', 'cus_1'))?.version, 2);
    });

    onFreshStore(
      openFresh,
      'race for each version: exactly one wins, and its events are the only ones',
      async (store, reopen) => {
        const handles = [store, await reopen()];
        await put(store, row('customer', 'cus_1'));
        const rounds = 25;
        for (let version = 2; version <= rounds + 1; version++) {
          const outcomes = await Promise.allSettled(
            handles.map((handle, index) => {
              const written = row('customer', 'cus_1', { version, document: `{"by":${index},"version":${version}}` });
              const entries = [entry([written], { events: ['a', 'b'], at_ms: index === 0 ? 1_000 : version })];
              return handle.commit(batch({ rows: [written], entries, replies: [reply(`${version} ${index}`)] }));
            }),
          );
          const lost = outcomes.filter((outcome) => outcome.status === 'rejected');
          assert.equal(lost.length, 1);
          for (const outcome of lost) assert.ok(outcome.reason instanceof ConflictError, String(outcome.reason));
          const winner = outcomes.findIndex(({ status }) => status === 'fulfilled');
          const [entry_of_version] = (await store.history({ scope: TEST, id: 'cus_1', limit: 1 })).items;
          assert.equal(entry_of_version?.changes[0]?.document, `{"by":${winner},"version":${version}}`);
          const reply_keys = [0, 1].map((index) => ({ scope: TEST, key: `${version} ${index}` }));
          const { replies } = await store.prefetch({ references: [], reply_keys });
          assert.deepEqual(
            replies.map((found) => found !== undefined),
            [winner === 0, winner === 1],
          );
        }
        await assertGapless(store, TEST, 2 * rounds);
      },
    );

    onFreshStore(
      openFresh,
      'write side by side without a clash, in both modes, numbering without gaps',
      async (store, reopen) => {
        const handles = [store, await reopen(), await reopen()];
        const rounds = 20;
        await Promise.all(
          handles.map(async (handle, index) => {
            for (let round = 0; round < rounds; round++) {
              const rows = [TEST, LIVE].map((scope) => row('customer', `cus_${index}_${round}`, { scope }));
              if (index === 1) rows.reverse();
              const entries = rows.map((written) => {
                const at_ms = 1_000 * round + 300 * index;
                return entry([written], { scope: written.scope, events: ['a', 'b', 'c'], at_ms });
              });
              await handle.commit(batch({ rows, entries }));
            }
          }),
        );
        await assertGapless(store, TEST, 3 * rounds * handles.length);
        await assertGapless(store, LIVE, 3 * rounds * handles.length);
      },
    );

    onFreshStore(openFresh, 'race for a unique value and for a guard: one wins', async (store, reopen) => {
      const handles = [store, await reopen()];
      const win = async (commits: readonly Promise<void>[]): Promise<void> => {
        const outcomes = await Promise.allSettled(commits);
        assert.equal(outcomes.filter(({ status }) => status === 'fulfilled').length, 1);
        const [lost] = outcomes.filter((outcome) => outcome.status === 'rejected');
        assert.ok(lost?.reason instanceof ConflictError, String(lost?.reason));
      };
      for (let round = 0; round < 10; round++) {
        await win(
          handles.map((handle, index) =>
            put(handle, row('api_key', `key_${round}_${index}`, { columns: { hash: `hash ${round}` } })),
          ),
        );
        await win(handles.map((handle) => handle.commit(batch({ replies: [reply(`key ${round}`)] }))));
      }
      // A guard holds off a change of what it guards, or gives way to it: never both.
      await put(store, row('customer', 'cus_1'));
      const guards = [{ scope: TEST, kind: 'customer', id: 'cus_1', version: 1 } as const];
      const [guarded, change] = await Promise.allSettled([
        handles[0]?.commit(batch({ guards, entries: [entry([], { command: 'guarded' })] })),
        handles[1]?.commit(
          batch({ rows: [row('customer', 'cus_1', { version: 2 })], entries: [entry([], { command: 'change' })] }),
        ),
      ]);
      assert.equal(change?.status, 'fulfilled');
      const commands = (await store.journal(0, 10)).map(({ command }) => command);
      assert.deepEqual(commands, guarded?.status === 'fulfilled' ? ['guarded', 'change'] : ['change']);
    });
  });
}
