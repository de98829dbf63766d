/** A store of schema 5, made by the Daybook of that time, goes on with this one. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { headText, parseHead } from '../../src/app/head.js';
import { type LedgerLocation, openStore, withSnapshot } from '../../src/app/ledger.js';
import { verify } from '../../src/app/verify.js';
import { migrationHash } from '../../src/store/migration.js';
import { chainPast as chainPostgres } from '../../src/store/postgres/chain_past.js';
import { MIGRATIONS as POSTGRES_MIGRATIONS } from '../../src/store/postgres/migrations.js';
import { migrateUrl } from '../../src/store/postgres/open.js';
import { chainPast as chainSqlite } from '../../src/store/sqlite/chain_past.js';
import { MIGRATIONS as SQLITE_MIGRATIONS } from '../../src/store/sqlite/migrations.js';
import { migrate, openDatabase } from '../../src/store/sqlite/open.js';
import { migrateFile } from '../../src/store/sqlite/store.js';
import { makeOldPostgres, makeOldSqlite } from '../support/old_store.js';
import { administer, postgresAvailable, withClient, withDatabase } from '../support/postgres.js';
import { batch, entry } from './conformance/support.js';

const available = postgresAvailable();
const skip = available === true ? false : available;

/** What a Daybook of schema 5 sends to write an entry. */
const OLD_ENTRY = `INSERT INTO journal (scope, at_ms, command, actor, request_id, idempotency_key, api_version, first_event,
  event_count, body) VALUES (1, 1, 'x', 'key_1', NULL, NULL, '', 82, 0, '{"changes":[],"events":[]}')`;

const INTERRUPTED = new Error('interrupted');

function withFile(use: (file: string, location: LedgerLocation) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
  const file = join(folder, 'daybook.sqlite');
  makeOldSqlite(file);
  return use(file, { data_folder: folder, database_url: undefined }).finally(() => rmSync(folder, { recursive: true }));
}

function withUrl(use: (url: string, location: LedgerLocation) => Promise<void>): Promise<void> {
  return withDatabase(async (url) => {
    await makeOldPostgres(url);
    await use(url, { data_folder: '', database_url: url });
  });
}

/** Everything is there, its whole journal is proven by its head, and what is written now follows what was. */
async function goesOn(location: LedgerLocation): Promise<void> {
  const look = (published: string | undefined) =>
    withSnapshot(location, async (inspector) => ({
      verdict: await verify(inspector, published === undefined ? {} : { published: parseHead(published) ?? [] }),
      head: headText(await inspector.heads()),
    }));
  const { verdict, head } = await look(undefined);
  assert.deepEqual(verdict, { entries: 43, events: 81, objects: 105, differences: 0, lines: [] });
  assert.match(head, /^[0-9a-f]{64}0{64}$/, 'nothing was written in live mode');
  assert.doesNotMatch(head, /^0{64}/);
  const store = await openStore(location);
  const last = (await store.journal(0, 1_000)).at(-1);
  await store.commit(batch({ entries: [entry([], { at_ms: 1, events: ['customer.created'] })] }));
  assert.equal((await store.journal(0, 1_000)).at(-1)?.first_event, 82);
  assert.equal((await store.journal(0, 1_000)).at(-1)?.at_ms, last?.at_ms, 'time does not go back');
  await store.close();
  const after = await look(head);
  // The event that was put in shows nothing.
  assert.deepEqual(
    after.verdict.lines.filter((line) => !line.includes('shows nothing')),
    [],
  );
  assert.notEqual(after.head, head);
  assert.equal(parseHead(after.head)?.length, 1);
}

describe('a store of schema 5', () => {
  it('SQLite: migrates, verifies clean and goes on', () =>
    withFile(async (file, location) => {
      assert.equal(migrateFile(file)[0], '6 chained journal');
      await goesOn(location);
    }));

  it('PostgreSQL: migrates, verifies clean and goes on', { skip }, () =>
    withUrl(async (url, location) => {
      assert.equal((await migrateUrl(url))[0], '6 chained journal');
      await goesOn(location);
    }),
  );

  it('both engines have the same head', { skip }, () =>
    withUrl(async (url, location) => {
      await migrateUrl(url);
      const head = await withSnapshot(location, async (inspector) => headText(await inspector.heads()));
      await withFile(async (file, of_file) => {
        migrateFile(file);
        assert.equal(await withSnapshot(of_file, async (inspector) => headText(await inspector.heads())), head);
      });
    }),
  );

  it('SQLite: a migration that was interrupted goes on where it was', () =>
    withFile(async (file, location) => {
      const database = openDatabase(file);
      migrate(database, () => {});
      database.exec("DELETE FROM installation WHERE name = 'journal_is_chained'");
      database.exec("UPDATE journal SET hash = NULL; UPDATE scopes SET head_position = 0, head_hash = ''");
      const seen: number[] = [];
      const interrupt = (_doing: string, done: number) => {
        seen.push(done);
        if (seen.length === 2) throw INTERRUPTED;
      };
      assert.throws(() => chainSqlite(database, interrupt, 10), INTERRUPTED);
      chainSqlite(database, (_doing, done) => seen.push(done), 10);
      assert.deepEqual(seen, [10, 20, 30, 40, 43]);
      assert.equal(database.prepareValue("SELECT count(*) FROM journal WHERE hash <> ''").get(), 5);
      database.close();
      await goesOn(location);
    }));

  it('PostgreSQL: a migration that was interrupted goes on where it was', { skip }, () =>
    withUrl(async (url, location) => {
      await migrateUrl(url);
      await administer(
        url,
        "DELETE FROM installation WHERE name = 'journal_is_chained'; UPDATE journal SET hash = ''; UPDATE scopes SET head_position = 0, head_hash = ''",
      );
      const seen: number[] = [];
      await withClient(url, async (client) => {
        // As Daybook's own connections do it: 64-bit integers are numbers.
        client.setTypeParser(20, Number);
        client.setTypeParser(114, String);
        const interrupt = (_doing: string, done: number) => {
          seen.push(done);
          if (seen.length === 2) throw INTERRUPTED;
        };
        await assert.rejects(chainPostgres(client, interrupt, 10), INTERRUPTED);
        await chainPostgres(client, (_doing, done) => seen.push(done), 10);
      });
      assert.deepEqual(seen, [10, 20, 30, 40, 43]);
      await goesOn(location);
    }),
  );

  it('a process of that time that still runs cannot write any more', () =>
    withFile(async (file) => {
      const old = openDatabase(file);
      const insert = old.prepare(OLD_ENTRY);
      migrateFile(file);
      assert.throws(() => insert.run(), /a newer Daybook has migrated the database: stop this process/);
      old.close();
    }));

  it('a process of that time that still runs cannot write any more to PostgreSQL', { skip }, () =>
    withUrl(async (url) => {
      await migrateUrl(url);
      await assert.rejects(administer(url, OLD_ENTRY), /null value in column "hash"/);
    }),
  );

  it('has the hashes of all its migrations afterwards, and no other ones are taken', () =>
    withFile(async (file) => {
      migrateFile(file);
      const database = openDatabase(file);
      assert.deepEqual(
        database
          .prepare('SELECT number, hash FROM migration_hashes ORDER BY number')
          .all()
          .map((row) => ({ ...(row as object) })),
        SQLITE_MIGRATIONS.map((migration) => ({ number: migration.number, hash: migrationHash(migration) })),
      );
      assert.deepEqual(migrate(database), []);
      database.exec("UPDATE migration_hashes SET hash = 'x' WHERE number = 4");
      assert.throws(() => migrate(database), /^StartError: Migration 4 of the database \(dashboard\) was another one/);
      database.close();
    }));

  it('has the hashes of all its migrations afterwards on PostgreSQL, and no other ones are taken', { skip }, () =>
    withUrl(async (url) => {
      await migrateUrl(url);
      const { rows } = await withClient(url, (client) =>
        client.query('SELECT * FROM migration_hashes ORDER BY number'),
      );
      assert.deepEqual(
        rows,
        POSTGRES_MIGRATIONS.map((migration) => ({ number: migration.number, hash: migrationHash(migration) })),
      );
      assert.deepEqual(await migrateUrl(url), []);
      await administer(url, "UPDATE migration_hashes SET hash = 'x' WHERE number = 4");
      await assert.rejects(migrateUrl(url), /^StartError: Migration 4 of the database \(dashboard\) was another one/);
    }),
  );
});
