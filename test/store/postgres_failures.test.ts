/** Connections that break: nothing is written twice, and nothing that was written is reported as failed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ConflictError, type Store } from '../../src/store/port.js';
import { openPostgresStore } from '../../src/store/postgres/store.js';
import { type BreakingProxy, breakingProxy } from '../support/breaking_proxy.js';
import { administer, freshDatabase, postgresAvailable, withClient } from '../support/postgres.js';
import { batch, entry, put, reply, row, TEST } from './conformance/support.js';

const available = postgresAvailable();

async function withProxy(run: (store: Store, proxy: BreakingProxy, url: string) => Promise<void>): Promise<void> {
  const { url, drop } = await freshDatabase();
  const proxy = await breakingProxy(url);
  const store = await openPostgresStore(proxy.url);
  try {
    await run(store, proxy, url);
  } finally {
    await store.close();
    await proxy.close();
    await drop();
  }
}

/** A batch with everything in it; the marker is what the proxy looks for. */
function marked(marker: string, version: number) {
  const written = row('customer', 'cus_1', { version });
  const entries = [entry([written], { command: marker, events: ['a', 'b'] })];
  return batch({ rows: [written], entries, replies: [reply(`key ${version}`)] });
}

async function assertWrittenOnce(store: Store, version: number): Promise<void> {
  assert.equal((await store.get(TEST, 'customer', 'cus_1'))?.version, version);
  assert.equal((await store.history({ scope: TEST, id: 'cus_1', limit: 100 })).items.length, version);
  const { items } = await store.events({ scope: TEST, limit: 100 });
  assert.deepEqual(
    items.map(({ number }) => number),
    Array.from({ length: 2 * version }, (_, index) => 2 * version - index),
  );
}

const skip = available === true ? false : available;

describe('a broken connection to PostgreSQL', { skip }, () => {
  for (const where of ['before it is sent', 'before it is answered'] as const) {
    for (const times of [1, 3]) {
      it(`under a commit ${where}, ${times} times in a row: it is written once`, async () => {
        await withProxy(async (store, proxy) => {
          await store.commit(marked('first', 1));
          proxy.breakOn('the marker', where, times);
          await store.commit(marked('the marker', 2));
          await assertWrittenOnce(store, 2);
          await store.commit(marked('third', 3));
          await assertWrittenOnce(store, 3);
        });
      });
    }

    it(`under a commit of replies only, ${where}: it is written once`, async () => {
      await withProxy(async (store, proxy) => {
        proxy.breakOn('the marker', where);
        await store.commit(batch({ replies: [reply('the marker')] }));
        const wanted = { references: [], reply_keys: [{ scope: TEST, key: 'the marker' }] };
        assert.equal((await store.prefetch(wanted)).replies[0]?.request_id, 'req_1');
      });
    });

    it(`under a commit that clashes, ${where}: it is a clash`, async () => {
      await withProxy(async (store, proxy) => {
        await store.commit(marked('first', 1));
        proxy.breakOn('the marker', where);
        await assert.rejects(store.commit(marked('the marker', 1)), ConflictError);
        await assertWrittenOnce(store, 1);
      });
    });

    it(`under a read ${where}: it is read again`, async () => {
      await withProxy(async (store, proxy) => {
        await put(store, row('customer', 'cus_1'));
        proxy.breakOn('cus_1', where);
        assert.equal((await store.get(TEST, 'customer', 'cus_1'))?.version, 1);
        proxy.breakOn('cus_1', where, 2);
        const reference = { kind: 'customer', id: 'cus_1' } as const;
        const { rows } = await store.prefetch({ references: [{ scope: TEST, reference }], reply_keys: [] });
        assert.equal(rows[0]?.[0]?.version, 1);
      });
    });
  }

  it('that comes back after a while: commits and reads go on', async () => {
    await withProxy(async (store, proxy) => {
      await store.commit(marked('first', 1));
      proxy.refuse();
      const commit = store.commit(marked('second', 2));
      await delay(500);
      proxy.accept();
      await commit;
      await assertWrittenOnce(store, 2);
    });
  });

  it('that stays away: the commit fails, is not a clash, and the store works again later', async () => {
    await withProxy(async (store, proxy) => {
      proxy.refuse();
      await assert.rejects(store.commit(marked('first', 1)), (error) => !(error instanceof ConflictError));
      await assert.rejects(store.ready());
      proxy.accept();
      await store.ready();
      await store.commit(marked('first', 1));
      await assertWrittenOnce(store, 1);
    });
  });

  it('by the server’s administrator: idle and busy connections are replaced', async () => {
    await withProxy(async (store, _proxy, url) => {
      for (let version = 1; version <= 5; version++) {
        const commit = store.commit(marked('commit', version));
        await administer(
          url,
          'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
        );
        await commit;
        await assertWrittenOnce(store, version);
      }
    });
  });

  it('while its commit still waits at the server: the retry and the straggler do not both write', async () => {
    await withProxy(async (store, proxy, url) => {
      await store.commit(marked('first', 1));
      // Another process holds the scope: the commit waits at the server while its connection breaks.
      let commit: Promise<void> | undefined;
      await withClient(url, async (holder) => {
        await holder.query('BEGIN');
        await holder.query('SELECT 1 FROM scopes WHERE scope = 1 FOR UPDATE');
        commit = store.commit(marked('second', 2));
        await delay(200);
        proxy.refuse();
        proxy.accept();
        await delay(200);
        await holder.query('COMMIT');
      });
      await commit;
      await assertWrittenOnce(store, 2);
    });
  });
});
