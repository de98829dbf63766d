/** The journal: order, numbers, times, and the past states of objects. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { Store } from '../../../src/store/port.js';
import { batch, entry, journalOf, LIVE, type OpenFresh, onFreshStore, row, stored, TEST } from './support.js';

/** Versions 1 to `count` of cus_1, one commit each, a second apart. */
async function grow(store: Store, count: number): Promise<void> {
  for (let version = 1; version <= count; version++) {
    const written = row('customer', 'cus_1', { version });
    const at_ms = version * 1_000;
    await store.commit(batch({ rows: [written], entries: [entry([written], { at_ms, command: `step ${version}` })] }));
  }
}

export function journalCases(openFresh: OpenFresh): void {
  describe('the journal', () => {
    onFreshStore(
      openFresh,
      'keeps entries whole, in order, numbering events without gaps in each scope',
      async (store) => {
        const changes = [
          row('customer', 'cus_1'),
          row('customer', 'cus_1', { version: 2 }),
          row('payment_record', 'pr_1'),
        ];
        const drafts = [
          entry(changes, { events: ['a', 'b', 'c'], idempotency_key: 'idem', request_id: null, actor: 'cli' }),
          entry([], { scope: LIVE, events: ['x'], at_ms: 2_000 }),
          entry([row('customer', 'cus_2')]),
          { ...entry([row('customer', 'cus_3')]), events: [{ type: 'd', change: 0 }] },
          entry([], { scope: LIVE, events: ['y', 'z'], at_ms: 2_000 }),
        ];
        await store.commit(batch({ entries: drafts }));
        await store.commit(batch({ entries: [entry([], { events: ['e'] })] }));
        const journal = await journalOf(store);
        assert.deepEqual(
          journal.map(({ position: _position, first_event: _first, ...draft }) => draft),
          [...drafts, entry([], { events: ['e'] })],
        );
        assert.deepEqual(
          journal.map(({ scope, first_event }) => [scope, first_event]),
          [[TEST, 1], [LIVE, 1], [TEST, 4], [TEST, 4], [LIVE, 2], [TEST, 5]], // biome-ignore format: pairs
        );
        const positions = journal.map(({ position }) => position);
        assert.deepEqual(
          positions,
          [...new Set(positions)].sort((a, b) => a - b),
        );
        assert.deepEqual(await journalOf(store, positions[1] ?? 0, 2), journal.slice(2, 4));
      },
    );

    onFreshStore(openFresh, 'tells its latest time, of all scopes and handles', async (store, reopen) => {
      const other = await reopen();
      assert.equal(await other.latestTime(), 0);
      const at = (at_ms: number, scope = TEST) => batch({ entries: [entry([], { scope, at_ms })] });
      await store.commit(at(5_000));
      await store.commit(at(7_000, LIVE));
      await store.commit(at(6_000));
      assert.equal(await other.latestTime(), 7_000);
    });

    onFreshStore(openFresh, 'never lets time run backwards within a scope', async (store) => {
      const at = (at_ms: number, scope = TEST) => entry([], { at_ms, scope });
      await store.commit(batch({ entries: [at(5_000), at(3_000), at(1_000, LIVE), at(6_000), at(5_500)] }));
      await store.commit(batch({ entries: [at(100), at(7_000), at(2_000, LIVE)] }));
      await store.commit(batch({ entries: [at(6_999)] }));
      const times = (scope: number) => (all: readonly { scope: number; at_ms: number }[]) =>
        all.filter((found) => found.scope === scope).map(({ at_ms }) => at_ms);
      const journal = await journalOf(store);
      assert.deepEqual(times(TEST)(journal), [5_000, 5_000, 6_000, 6_000, 6_000, 7_000, 7_000]);
      assert.deepEqual(times(LIVE)(journal), [1_000, 2_000]);
    });

    onFreshStore(openFresh, 'writes a large batch in its order', async (store) => {
      const ids = Array.from({ length: 500 }, (_, index) => `cus_${index}`);
      const rows = ids.map((id) => row('customer', id));
      await store.commit(batch({ rows, entries: rows.map((written) => entry([written], { events: ['a', 'b'] })) }));
      const journal = await journalOf(store);
      assert.deepEqual(
        journal.map(({ changes, first_event }) => [changes[0]?.id, first_event]),
        ids.map((id, index) => [id, 2 * index + 1]),
      );
    });
  });

  describe('versionOf', () => {
    onFreshStore(openFresh, 'finds a version by number', async (store) => {
      await grow(store, 3);
      const version = (number: number, scope = TEST) => store.versionOf(scope, 'cus_1', { version: number });
      assert.deepEqual(await version(1), stored(row('customer', 'cus_1')));
      assert.deepEqual(await version(3), stored(row('customer', 'cus_1', { version: 3 })));
      assert.equal(await version(4), undefined);
      assert.equal(await version(0), undefined);
      assert.equal(await version(1, LIVE), undefined);
      assert.equal(await store.versionOf(TEST, 'cus_2', { version: 1 }), undefined);
    });

    onFreshStore(openFresh, 'finds what was current at a moment, that moment included', async (store) => {
      await grow(store, 3);
      const versionAt = async (at_ms: number) => (await store.versionOf(TEST, 'cus_1', { at_ms }))?.version;
      assert.deepEqual(await Promise.all([999, 1_000, 1_999, 2_000, 2_500, 3_000, 9_999_999_999_999].map(versionAt)), [
        undefined,
        1,
        1,
        2,
        2,
        3,
        3,
      ]);
    });

    onFreshStore(openFresh, 'tells apart versions of one entry and objects of one entry', async (store) => {
      const changes = [
        row('customer', 'cus_1'),
        row('payment_record', 'pr_1'),
        row('customer', 'cus_1', { version: 2 }),
        row('payment_record', 'pr_1', { version: 2 }),
      ];
      await store.commit(batch({ entries: [entry(changes)] }));
      for (const change of changes) {
        assert.deepEqual(await store.versionOf(TEST, change.id, { version: change.version }), stored(change));
      }
      assert.equal((await store.versionOf(TEST, 'cus_1', { at_ms: 1_000 }))?.version, 2);
    });
  });

  describe('history', () => {
    onFreshStore(openFresh, 'pages both ways, newest first, each entry once', async (store) => {
      await grow(store, 5);
      const twice = [row('customer', 'cus_1', { version: 6 }), row('customer', 'cus_1', { version: 7 })];
      await store.commit(batch({ entries: [entry(twice, { command: 'step 6' }), entry([row('customer', 'cus_2')])] }));
      const query = { scope: TEST, id: 'cus_1' };
      const commands = (page: Awaited<ReturnType<Store['history']>>) => [
        page.items.map(({ command }) => Number(command.slice(5))),
        page.has_more,
      ];
      const all = await store.history({ ...query, limit: 10 });
      assert.deepEqual(commands(all), [[6, 5, 4, 3, 2, 1], false]);
      assert.deepEqual(all.items, [...(await journalOf(store, 0, 6))].reverse());
      const position = (step: number) => all.items[6 - step]?.position ?? assert.fail();
      const page = (cursor: object, limit: number) => store.history({ ...query, ...cursor, limit });
      assert.deepEqual(commands(await page({}, 6)), [[6, 5, 4, 3, 2, 1], false]);
      assert.deepEqual(commands(await page({}, 5)), [[6, 5, 4, 3, 2], true]);
      assert.deepEqual(commands(await page({ starting_after: position(4) }, 2)), [[3, 2], true]);
      assert.deepEqual(commands(await page({ starting_after: position(3) }, 2)), [[2, 1], false]);
      assert.deepEqual(commands(await page({ starting_after: position(1) }, 2)), [[], false]);
      assert.deepEqual(commands(await page({ ending_before: position(3) }, 2)), [[5, 4], true]);
      assert.deepEqual(commands(await page({ ending_before: position(4) }, 2)), [[6, 5], false]);
      assert.deepEqual(commands(await page({ ending_before: position(6) }, 2)), [[], false]);
      assert.deepEqual(commands(await page({ starting_after: position(5), ending_before: position(1) }, 9)), [
        [4, 3, 2],
        false,
      ]);
      assert.deepEqual((await store.history({ ...query, scope: LIVE, limit: 9 })).items, []);
    });
  });
}
