/** Commits: what they store, and that a batch that clashes stores nothing. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import type { WriteBatch } from '../../../src/store/port.js';
import {
  assertConflict,
  batch,
  entry,
  LIVE,
  type OpenFresh,
  onFreshStore,
  put,
  reply,
  row,
  snapshot,
  stored,
  TEST,
} from './support.js';

const TRICKY_TEXTS = [
  '',
  "'; DROP TABLE customers; --",
  'back\\slash and "double" and \'single\' quotes',
  'braces {a,b} [1] NULL null $1 ? % _',
  'line\nbreak\ttab\u0001control\u007f',
  'Zürich 東京 العربية \u200f e\u0301',
  '😀👩‍👩‍👧‍👦𝔘𝔫𝔦𝔠𝔬𝔡𝔢',
  'long '.repeat(80),
];

export function writeCases(openFresh: OpenFresh): void {
  describe('commit', () => {
    onFreshStore(
      openFresh,
      'inserts and updates, over kinds and scopes, several versions in one step',
      async (store) => {
        await put(
          store,
          row('customer', 'cus_1', { columns: { name: 'Ada' } }),
          row('customer', 'cus_1', { scope: LIVE }),
          row('payment_record', 'pr_1'),
        );
        const later = row('customer', 'cus_1', {
          version: 4,
          expected_version: 1,
          columns: { name: 'Grace', email: 'g@x.y' },
        });
        const other = row('payment_record', 'pr_1', { version: 2, columns: { amount: 9_007_199_254_740_991 } });
        await put(store, later, row('customer', 'cus_2'), other);
        assert.deepEqual(await store.get(TEST, 'customer', 'cus_1'), stored(later));
        assert.deepEqual(await store.get(LIVE, 'customer', 'cus_1'), stored(row('customer', 'cus_1')));
        assert.equal(await store.get(TEST, 'payment_record', 'cus_1'), undefined);
        const [inspected] = await store.rows('payment_record', { scope: 0, id: '' }, 10);
        assert.equal(inspected?.columns['amount'], 9_007_199_254_740_991);
        const [customer] = await store.rows('customer', { scope: 0, id: '' }, 10);
        assert.deepEqual(customer?.columns, {
          created_on_clock: null,
          deleted: 0,
          email: 'g@x.y',
          name: 'Grace',
          phone: null,
          test_clock: null,
        });
      },
    );

    onFreshStore(openFresh, 'does nothing with an empty batch', async (store) => {
      const before = await snapshot(store);
      await store.commit(batch({}));
      assert.deepEqual(await snapshot(store), before);
    });

    onFreshStore(
      openFresh,
      'keeps every text as it was, in documents, columns, metadata and history',
      async (store) => {
        const rows = TRICKY_TEXTS.map((text, index) =>
          row('customer', `cus_${index}`, {
            document: JSON.stringify({ text, nested: { [text]: [text] } }),
            columns: { name: text, phone: text },
            metadata: { removed: [], added: [['key', text]] },
          }),
        );
        const replies = [reply('key', { path: TRICKY_TEXTS.join(''), request_hash: TRICKY_TEXTS[6] ?? '' })];
        const entries = rows.map((written, index) =>
          entry([written], { command: TRICKY_TEXTS[index] ?? '', events: ['e'] }),
        );
        await store.commit(batch({ rows, entries, replies }));
        const inspected = await store.rows('customer', { scope: 0, id: '' }, 100);
        const journal = await store.journal(0, 100);
        for (const [index, text] of TRICKY_TEXTS.entries()) {
          assert.equal(inspected[index]?.document, rows[index]?.document);
          assert.equal(inspected[index]?.columns['name'], text);
          assert.equal(journal[index]?.command, text);
          assert.deepEqual(journal[index]?.changes, [stored(rows[index] ?? assert.fail())]);
          const found = await store.list({
            scope: TEST,
            kind: 'customer',
            where: [{ field: { metadata: 'key' }, operator: '=', value: text }],
            limit: 10,
          });
          assert.deepEqual(
            found.items.map(({ id }) => id),
            [`cus_${index}`],
          );
        }
        const { replies: found } = await store.prefetch({ references: [], reply_keys: [{ scope: TEST, key: 'key' }] });
        assert.equal(found[0]?.path, TRICKY_TEXTS.join(''));
      },
    );

    onFreshStore(openFresh, 'keeps a document of a megabyte', async (store) => {
      const document = JSON.stringify({ text: 'ä"\\😀'.repeat(150_000) });
      const big = row('customer', 'cus_1', { document });
      await store.commit(batch({ rows: [big], entries: [entry([big])] }));
      assert.equal((await store.get(TEST, 'customer', 'cus_1'))?.document, document);
      assert.equal((await store.journal(0, 1))[0]?.changes[0]?.document, document);
    });

    onFreshStore(openFresh, 'indexes metadata by what leaves and what enters', async (store) => {
      await put(store, row('customer', 'cus_1', { metadata: { removed: [], added: [['a', '1'], ['b', '2']] } })); // biome-ignore format: pairs
      await put(
        store,
        row('customer', 'cus_1', { version: 2, metadata: { removed: [['a', '1']], added: [['a', '3']] } }),
      );
      await put(store, row('customer', 'cus_1', { version: 3, metadata: { removed: [['b', '2']], added: [] } }));
      const index = { index: 'metadata_index', scope: TEST, kind: 'customer', id: 'cus_1' } as const;
      const absent = [{ ...index, key: 'a', value: '1' }, { ...index, key: 'b', value: '2' }]; // biome-ignore format: pairs
      const present = { ...index, key: 'a', value: '3' };
      assert.deepEqual(await store.missingFromIndexes([...absent, present]), absent);
      assert.equal((await store.counts()).indexes.metadata_index, 1);
    });
  });

  describe('a commit that clashes', () => {
    const clashes: Readonly<Record<string, Partial<WriteBatch>>> = {
      'an update of another version': { rows: [row('customer', 'cus_1', { version: 9, expected_version: 8 })] },
      'an update of the version before': { rows: [row('customer', 'cus_1', { version: 2, expected_version: 1 })] },
      'an update of what is not there': { rows: [row('customer', 'cus_absent', { version: 2 })] },
      'an update of what is only in the other mode': { rows: [row('customer', 'cus_1', { scope: LIVE, version: 3 })] },
      'a new object under a taken id': { rows: [row('customer', 'cus_1')] },
      'a taken hash of an API key': { rows: [row('api_key', 'key_9', { columns: { hash: 'taken' } })] },
      'a taken refund reference': {
        rows: [row('payment_record_refund', 'prr_9', { columns: { refund_reference: 'taken' } })],
      },
      'a taken idempotency key': { replies: [reply('taken')] },
      'a guard on another version': { guards: [{ scope: TEST, kind: 'customer', id: 'cus_1', version: 1 }] },
      'a guard on what is not there': { guards: [{ scope: LIVE, kind: 'customer', id: 'cus_1', version: 2 }] },
      'one guard of several': {
        guards: [
          { scope: TEST, kind: 'customer', id: 'cus_1', version: 2 },
          { scope: TEST, kind: 'api_key', id: 'key_1', version: 2 },
        ],
      },
    };
    for (const [name, clash] of Object.entries(clashes)) {
      onFreshStore(openFresh, `writes nothing: ${name}`, async (store) => {
        const first = row('customer', 'cus_1');
        await store.commit(
          batch({
            rows: [
              first,
              row('api_key', 'key_1', { columns: { hash: 'taken' } }),
              row('payment_record_refund', 'prr_1', { columns: { refund_reference: 'taken' } }),
            ],
            entries: [entry([first], { events: ['customer.created'] })],
            replies: [reply('taken')],
          }),
        );
        await put(store, row('customer', 'cus_1', { version: 2 }));
        const before = await snapshot(store);
        const innocent = row('customer', 'cus_new', { metadata: { removed: [], added: [['k', 'v']] } });
        const rest = {
          rows: [innocent, row('payment_record', 'pr_new'), ...(clash.rows ?? [])],
          entries: [entry([innocent], { events: ['customer.created'], at_ms: 5_000 }), entry([], { scope: LIVE })],
          replies: [reply('new'), ...(clash.replies ?? [])],
          guards: clash.guards ?? [],
        };
        await assertConflict(store.commit(rest));
        assert.deepEqual(await snapshot(store), before);
        const { replies } = await store.prefetch({ references: [], reply_keys: [{ scope: TEST, key: 'new' }] });
        assert.deepEqual(replies, [undefined]);
        // The store goes on, and no number was used up.
        await store.commit(batch({ entries: [entry([innocent], { events: ['next'] })], rows: [innocent] }));
        assert.equal((await store.events({ scope: TEST, limit: 1 })).items[0]?.number, 2);
      });
    }

    onFreshStore(openFresh, 'takes the same unique value in the other mode', async (store) => {
      const key = { columns: { hash: 'same' } };
      await put(store, row('api_key', 'key_1', key), row('api_key', 'key_1', { ...key, scope: LIVE }));
      await store.commit(batch({ replies: [reply('same'), reply('same', { scope: LIVE })] }));
    });
  });

  describe('guards', () => {
    onFreshStore(openFresh, 'let pass what is unchanged, also if the batch itself changes it', async (store) => {
      await put(store, row('customer', 'cus_1'), row('customer', 'cus_2'), row('api_key', 'key_1'));
      const guards = (['cus_1', 'cus_2'] as const).map(
        (id) => ({ scope: TEST, kind: 'customer', id, version: 1 }) as const,
      );
      const api_key = { scope: TEST, kind: 'api_key', id: 'key_1', version: 1 } as const;
      const rows = [row('customer', 'cus_2', { version: 2 }), row('payment_record', 'pr_1')];
      await store.commit(batch({ rows, guards: [...guards, api_key] }));
      assert.equal((await store.get(TEST, 'customer', 'cus_2'))?.version, 2);
      assert.equal((await store.get(TEST, 'customer', 'cus_1'))?.version, 1);
    });
  });

  describe('pruneReplies', () => {
    onFreshStore(openFresh, 'forgets what was stored before a moment, a bounded number at a time', async (store) => {
      const replies = [10, 20, 30, 40, 50].map((at_ms) =>
        reply(`at ${at_ms}`, { at_ms, scope: at_ms === 20 ? LIVE : TEST }),
      );
      await store.commit(batch({ replies }));
      assert.equal(await store.pruneReplies(40, 2), 2);
      assert.equal(await store.pruneReplies(40, 2), 1);
      assert.equal(await store.pruneReplies(40, 2), 0);
      const reply_keys = replies.map(({ scope, key }) => ({ scope, key }));
      const left = await store.prefetch({ references: [], reply_keys });
      assert.deepEqual(
        left.replies.map((found) => found !== undefined),
        [false, false, false, true, true],
      );
      await store.commit(batch({ replies: [reply('at 10')] }));
    });
  });
}
