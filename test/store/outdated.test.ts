/** A process goes no further once a newer Daybook has migrated the database under it. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { OutdatedError } from '../../src/store/migration.js';
import type { Store } from '../../src/store/port.js';
import { openPostgresStore } from '../../src/store/postgres/store.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { administer, postgresAvailable, withClient, withDatabase } from '../support/postgres.js';
import { batch, entry, reply, row, snapshot } from './conformance/support.js';

const available = postgresAvailable();
const skip = available === true ? false : available;

const NEWER = "INSERT INTO schema_migrations (number, name) VALUES (9999, 'from the future')";

/** Everything that a commit can consist of is refused, and nothing is written. */
async function goesNoFurther(store: Store, migrate: () => Promise<void>): Promise<void> {
  const first = row('customer', 'cus_1');
  await store.commit(batch({ rows: [first], entries: [entry([first])] }));
  await store.ready();
  await migrate();
  const before = await snapshot(store);
  const second = row('customer', 'cus_1', { version: 2 });
  for (const parts of [
    { rows: [second], entries: [entry([second], { events: ['a'] })] },
    { rows: [second] },
    { entries: [entry([])] },
    { replies: [reply('k')] },
  ]) {
    await assert.rejects(store.commit(batch(parts)), OutdatedError);
  }
  // Also one that would clash.
  await assert.rejects(store.commit(batch({ rows: [first], entries: [entry([first])] })), OutdatedError);
  await assert.rejects(store.ready(), OutdatedError);
  assert.deepEqual(await snapshot(store), before);
}

describe('an older process', () => {
  it('does not write to SQLite', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
    const file = join(folder, 'daybook.sqlite');
    const store = openSqliteStore(file);
    await goesNoFurther(store, async () => {
      const newer = openDatabase(file);
      newer.pragma('user_version = 9999');
      newer.close();
    });
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('does not write to PostgreSQL', { skip }, () =>
    withDatabase(async (url) => {
      const store = await openPostgresStore(url);
      await goesNoFurther(store, () => administer(url, NEWER)).finally(() => store.close());
    }),
  );

  it('does not write what waited for the migration', { skip }, () =>
    withDatabase(async (url) => {
      const store = await openPostgresStore(url);
      try {
        await store.commit(batch({ entries: [entry([])] }));
        let refused: Promise<void> | undefined;
        await withClient(url, async (client) => {
          await client.query('BEGIN');
          await client.query('LOCK TABLE scopes IN EXCLUSIVE MODE');
          refused = assert.rejects(store.commit(batch({ entries: [entry([])] })), OutdatedError);
          await until(async () => (await client.query(WAITING)).rows.length > 0);
          await client.query(NEWER);
          await client.query('COMMIT');
        });
        await (refused ?? assert.fail());
        assert.equal((await store.counts()).journal, 1);
      } finally {
        await store.close();
      }
    }),
  );

  it('does not write where the newer schema lacks a column', { skip }, () =>
    withDatabase(async (url) => {
      const store = await openPostgresStore(url);
      try {
        await administer(url, `${NEWER}; ALTER TABLE journal DROP COLUMN command`);
        await assert.rejects(store.commit(batch({ entries: [entry([])] })), OutdatedError);
      } finally {
        await store.close();
      }
    }),
  );
});

const WAITING = "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'";

async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setImmediate(resolve));
}
