/** What `daybook verify` and operators rely on: walking, counting, indexes, reopening, copies. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { IndexEntry } from '../../../src/store/port.js';
import { batch, entry, LIVE, type OpenFresh, onFreshStore, put, reply, row, snapshot, TEST } from './support.js';

export function inspectionCases(openFresh: OpenFresh): void {
  describe('an installation', () => {
    onFreshStore(openFresh, 'has one account in two modes, and a secret', async (store) => {
      const [test, live] = store.scopes;
      assert.equal(store.scopes.length, 2);
      assert.deepEqual(test, { scope: TEST, account: test?.account, livemode: false });
      assert.deepEqual(live, { scope: LIVE, account: test?.account, livemode: true });
      assert.match(test?.account ?? '', /^acct_[0-9A-Za-z]{16}$/);
      assert.match(store.fingerprint_key, /^[0-9a-f]{64}$/);
      await store.ready();
      assert.deepEqual(await store.integrity(), []);
    });

    onFreshStore(openFresh, 'is the same when it is opened again, with all that was written', async (store, reopen) => {
      const first = row('customer', 'cus_1', { metadata: { removed: [], added: [['k', 'v']] } });
      const entries = [entry([first], { events: ['a', 'b'], at_ms: 9_000 })];
      await store.commit(batch({ rows: [first], entries, replies: [reply('key')] }));
      const before = await snapshot(store);
      await store.close();
      const again = await reopen();
      assert.deepEqual(await snapshot(again), before);
      assert.deepEqual([again.scopes, again.fingerprint_key], [store.scopes, store.fingerprint_key]);
      const { replies } = await again.prefetch({ references: [], reply_keys: [{ scope: TEST, key: 'key' }] });
      assert.equal(replies[0]?.request_id, 'req_1');
      await again.commit(batch({ entries: [entry([], { events: ['c'], at_ms: 1 })] }));
      const [newest] = (await again.events({ scope: TEST, limit: 1 })).items;
      assert.deepEqual([newest?.number, newest?.entry.at_ms], [3, 9_000]);
    });

    onFreshStore(openFresh, 'takes being closed twice', async (store) => {
      await store.close();
      await store.close();
    });
  });

  describe('inspection', () => {
    onFreshStore(openFresh, 'counts', async (store) => {
      const rows = [
        row('customer', 'cus_1', { metadata: { removed: [], added: [['a', '1'], ['b', '2']] } }), // biome-ignore format: pairs
        row('customer', 'cus_1', { scope: LIVE }),
        row('payment_record', 'pr_1'),
      ];
      const entries = [
        entry(rows.slice(0, 1), { events: ['x', 'y'] }),
        entry(rows.slice(1), { scope: LIVE, events: ['x'] }),
      ];
      await store.commit(batch({ rows, entries }));
      const indexes = { journal_objects: 3, event_types: 3, metadata_index: 2 };
      assert.deepEqual(await store.counts(), { journal: 2, rows: 3, indexes });
    });

    onFreshStore(openFresh, 'walks the rows of a table by scope and id', async (store) => {
      const written = [
        row('payment_record', 'pr_B', { columns: { amount: 5, customer: 'cus_1' } }),
        row('payment_record', 'pr_a', { version: 7, expected_version: 0 }),
        row('payment_record', 'pr_A', { scope: LIVE }),
        row('payment_record', 'pr_C', { scope: LIVE }),
      ];
      await put(store, ...[...written].reverse());
      const seen: unknown[] = [];
      let after = { scope: 0, id: '' };
      for (;;) {
        const [found, ...more] = await store.rows('payment_record', after, 1);
        assert.deepEqual(more, []);
        if (found === undefined) break;
        seen.push(found);
        after = { scope: found.scope, id: found.id };
      }
      assert.deepEqual(
        seen,
        written.map(({ expected_version: _expected, metadata: _metadata, ...rest }) => rest),
      );
      assert.equal((await store.rows('payment_record', { scope: TEST, id: 'pr_B' }, 2)).length, 2);
    });

    onFreshStore(openFresh, 'tells which entries their indexes do not hold', async (store) => {
      const changes = [row('customer', 'cus_1', { metadata: { removed: [], added: [['k', "v'"]] } })];
      await store.commit(batch({ rows: changes, entries: [entry(changes, { events: ['a.b'] })] }));
      const position = (await store.journal(0, 1))[0]?.position ?? assert.fail();
      const object = { index: 'journal_objects', scope: TEST, id: 'cus_1', version: 1, position } as const;
      const type = { index: 'event_types', scope: TEST, type: 'a.b', number: 1 } as const;
      const metadata = {
        index: 'metadata_index',
        scope: TEST,
        kind: 'customer',
        key: 'k',
        value: "v'",
        id: 'cus_1',
      } as const;
      const entries: IndexEntry[] = [
        { ...metadata, value: 'other' },
        object,
        { ...type, number: 2 },
        { ...object, position: position + 1 },
        metadata,
        { ...type, type: 'a.c' },
        type,
        { ...object, version: 2 },
        { ...metadata, scope: LIVE },
        { ...metadata, kind: 'payment_record' },
      ];
      assert.deepEqual(
        await store.missingFromIndexes(entries),
        entries.filter((candidate) => candidate !== object && candidate !== metadata && candidate !== type),
      );
      assert.deepEqual(await store.missingFromIndexes([]), []);
      assert.deepEqual(await store.missingFromIndexes([object, type, metadata]), []);
    });
  });
}
