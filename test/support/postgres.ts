/**
 * A real PostgreSQL for tests: the one that DAYBOOK_TEST_DATABASE_URL names, or one made for them. Each test gets a
 * database of its own.
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { findBinaries, startCluster, userToRunAs } from './postgres_cluster.js';

const GIVEN_URL = process.env['DAYBOOK_TEST_DATABASE_URL'];

/** True, or why tests that need PostgreSQL are skipped; where skipping would hide something (CI) it throws instead. */
export function postgresAvailable(): true | string {
  const reason = reasonToSkip();
  if (reason === undefined) return true;
  if (process.env['CI'] === 'true') throw new Error(`CI must not skip PostgreSQL: ${reason}`);
  return reason;
}

function reasonToSkip(): string | undefined {
  if (GIVEN_URL !== undefined && GIVEN_URL !== '') return undefined;
  if (findBinaries() === undefined) {
    return 'no PostgreSQL found: install it, or set DAYBOOK_TEST_DATABASE_URL';
  }
  const user = userToRunAs();
  return typeof user === 'string' ? user : undefined;
}

export interface FreshDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

let server_url: Promise<string> | undefined;

/** An empty database. Drop it when the test is over. */
export async function freshDatabase(): Promise<FreshDatabase> {
  server_url ??= GIVEN_URL !== undefined && GIVEN_URL !== '' ? Promise.resolve(GIVEN_URL) : startCluster();
  const server = await server_url;
  const name = `daybook_test_${randomBytes(8).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) };
}

/** Runs statements on a connection of its own, which is closed whatever happens: an open one keeps a test file running. */
export async function withClient<T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

export async function administer(url: string, sql: string): Promise<void> {
  await withClient(url, (client) => client.query(sql));
}

/** What is in every table, as JSON, to be put back by `restoreTables`. */
export async function tablesOf(client: pg.Client): Promise<ReadonlyMap<string, string | null>> {
  const tables = new Map<string, string | null>();
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  );
  for (const { name } of rows) {
    const kept = await client.query<{ rows: string | null }>(`SELECT json_agg(t)::text AS rows FROM ${name} t`);
    tables.set(name, kept.rows[0]?.rows ?? null);
  }
  return tables;
}

/** Makes the database what it was when its tables were read: ten times as fast as making another. */
export async function restoreTables(url: string, tables: ReadonlyMap<string, string | null>): Promise<void> {
  const statements = [...tables].map(
    ([name, rows]) =>
      `DELETE FROM ${name};${rows === null ? '' : `INSERT INTO ${name} SELECT * FROM json_populate_recordset(NULL::${name}, ${pg.escapeLiteral(rows)});`}`,
  );
  await administer(url, statements.join('\n'));
}

/** A fresh database for as long as `use` runs. */
export async function withDatabase(use: (url: string) => Promise<void>): Promise<void> {
  const { url, drop } = await freshDatabase();
  try {
    await use(url);
  } finally {
    await drop();
  }
}
