/** Reaching the server: what it is, whether it will do, and the schema brought up to date before anything is served. */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { newInstallation } from '../installation.js';
import {
  type AppliedMigration,
  checkApplied,
  FIRST_WITH_HASHES,
  type Migration,
  migrationHash,
  pendingMigrations,
} from '../migration.js';
import type { OnProgress } from '../progress.js';
import { StartError } from '../start_error.js';
import { chainPast } from './chain_past.js';
import { clientConfig, type Server } from './connection.js';
import { codeOf, startError } from './failures.js';
import { MIGRATIONS } from './migrations.js';
import { describeUrl } from './url.js';

const OLDEST_VERSION = 14;

/** Connects once, checks the server, migrates, and closes; tells what kind of server it is. */
export async function prepareServer(url: string, onProgress: OnProgress = () => {}): Promise<Server> {
  return await withClient(url, async (client) => {
    const server = await inspectServer(client);
    await migrate(client, server);
    await chainPast(client, onProgress);
    // Of processes that are long gone; one that was merely idle is entered again with its next batch.
    await client.query("DELETE FROM writers WHERE used_at < now() - interval '30 days'");
    return server;
  });
}

/** Brings the schema up to date. Tells what was done. */
export async function migrateUrl(url: string, onProgress: OnProgress = () => {}): Promise<readonly string[]> {
  return await withClient(url, async (client) => {
    const done = await migrate(client, await inspectServer(client));
    await chainPast(client, onProgress);
    return done;
  });
}

async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const where = describeUrl(url);
  // A migration may take longer than an answer otherwise should.
  const client = new pg.Client({ ...clientConfig(url), query_timeout: 0 });
  client.on('error', () => {});
  try {
    await client.connect();
    return await use(client);
  } catch (cause) {
    throw startError(cause, where);
  } finally {
    await client.end().catch(() => {});
  }
}

async function inspectServer(client: pg.Client): Promise<Server> {
  const { rows } = await client.query<{ description: string }>('SELECT version() AS description');
  const description = rows[0]?.description ?? '';
  if (description.includes('CockroachDB'))
    return { product: 'CockroachDB', has_lz4: false, has_icu: false, warnings: [] };
  // Yugabyte's version is that of the PostgreSQL it was forked from, with later features added.
  if (description.includes('-YB-'))
    return { product: 'YugabyteDB', has_lz4: false, has_icu: await hasIcu(client), warnings: [] };
  const version = await client.query<{ server_version_num: string }>('SHOW server_version_num');
  const major = Math.floor(Number(version.rows[0]?.server_version_num) / 10_000);
  if (major < OLDEST_VERSION) {
    throw new StartError(`The server is PostgreSQL ${major}. Daybook needs PostgreSQL ${OLDEST_VERSION} or newer.`);
  }
  const lz4 = await client.query(
    "SELECT 1 FROM pg_settings WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)",
  );
  return {
    product: 'PostgreSQL',
    has_lz4: lz4.rows.length > 0,
    has_icu: await hasIcu(client),
    warnings: await unsafeSettings(client),
  };
}

/** Some are built without it, and their encoding must be one that it knows. */
async function hasIcu(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM pg_collation WHERE collname = 'und-x-icu'
     AND collencoding IN (-1, (SELECT encoding FROM pg_database WHERE datname = current_database()))
     AND pg_char_to_encoding('UTF8') = (SELECT encoding FROM pg_database WHERE datname = current_database())`,
  );
  return rows.length > 0;
}

/** Of the whole server, so that no session can set them better. Some file systems make up for the second. */
async function unsafeSettings(client: pg.Client): Promise<readonly string[]> {
  const { rows } = await client.query<{ name: string }>(
    "SELECT name FROM pg_settings WHERE name IN ('fsync', 'full_page_writes') AND setting = 'off' ORDER BY name",
  );
  return rows.map(({ name }) =>
    name === 'fsync'
      ? 'PostgreSQL runs with fsync = off: a crash of its machine loses what was answered and can damage everything. Set fsync = on in postgresql.conf.'
      : 'PostgreSQL runs with full_page_writes = off: a crash of its machine can damage what is stored, unless its file system never writes half a page. Set full_page_writes = on in postgresql.conf.',
  );
}

/**
 * Any number of processes may start at once: they take turns by locking row 0, since not every server has table or
 * advisory locks.
 */
async function migrate(client: pg.Client, server: Server): Promise<readonly string[]> {
  const applied = await appliedMigration(client);
  if (applied >= FIRST_WITH_HASHES) {
    const { rows } = await client.query<AppliedMigration>('SELECT number, hash FROM migration_hashes');
    checkApplied(MIGRATIONS, rows);
  }
  if (pendingMigrations(MIGRATIONS, applied).length === 0) return [];
  await createMigrationTable(client);
  await client.query('BEGIN');
  try {
    await client.query('SELECT number FROM schema_migrations WHERE number = 0 FOR UPDATE');
    // Every commit locks rows of this table first: those under way end before, and those after see the new schema.
    if (applied > 0 && server.product === 'PostgreSQL') await client.query('LOCK TABLE scopes IN EXCLUSIVE MODE');
    const pending = pendingMigrations(MIGRATIONS, await appliedMigration(client));
    for (const migration of pending) await apply(client, server, migration);
    if (pending.length > 0) await noteHashes(client);
    await makeInstallation(client);
    await client.query('COMMIT');
    return pending.map((migration) => `${migration.number} ${migration.name}`);
  } catch (error) {
    await client.query('ROLLBACK').catch(() => {});
    throw error;
  }
}

async function appliedMigration(client: pg.Client): Promise<number> {
  try {
    const { rows } = await client.query<{ number: number | null }>(
      'SELECT max(number) AS number FROM schema_migrations',
    );
    return rows[0]?.number ?? 0;
  } catch (error) {
    if (codeOf(error) === '42P01') return 0;
    throw error;
  }
}

async function createMigrationTable(client: pg.Client): Promise<void> {
  try {
    await client.query(`CREATE TABLE IF NOT EXISTS schema_migrations
      (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
  } catch (error) {
    // "If not exists" is not safe against another process doing the same at the same moment.
    const code = codeOf(error);
    if (code !== '23505' && code !== '42P07' && code !== '42710') throw error;
  }
  await client.query("INSERT INTO schema_migrations (number, name) VALUES (0, 'lock') ON CONFLICT DO NOTHING");
}

async function apply(client: pg.Client, server: Server, migration: Migration): Promise<void> {
  // CockroachDB compares text by bytes already, and most of its versions do not know the collation's name.
  const sql = server.product === 'CockroachDB' ? migration.sql.replaceAll(' COLLATE "C"', '') : migration.sql;
  await client.query(sql);
  await client.query('INSERT INTO schema_migrations (number, name) VALUES ($1, $2)', [
    migration.number,
    migration.name,
  ]);
}

/** Those from before hashes were kept get theirs too. */
async function noteHashes(client: pg.Client): Promise<void> {
  for (const migration of MIGRATIONS) {
    await client.query('INSERT INTO migration_hashes (number, hash) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      migration.number,
      migrationHash(migration),
    ]);
  }
}

async function makeInstallation(client: pg.Client): Promise<void> {
  const { rows } = await client.query('SELECT 1 FROM scopes LIMIT 1');
  if (rows.length > 0) return;
  const { fingerprint_key, scopes } = newInstallation(randomBytes);
  await client.query("INSERT INTO installation (name, value) VALUES ('fingerprint_key', $1)", [fingerprint_key]);
  for (const { scope, account, livemode } of scopes) {
    await client.query('INSERT INTO scopes (scope, account, livemode) VALUES ($1, $2, $3)', [scope, account, livemode]);
  }
}
