/** Rows of an earlier release in the schema of that time, brought to today's by opening the store. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Store } from '../../src/store/port.js';
import { MIGRATIONS as POSTGRES } from '../../src/store/postgres/migrations.js';
import { openPostgresStore } from '../../src/store/postgres/store.js';
import { MIGRATIONS as SQLITE } from '../../src/store/sqlite/migrations.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import type { TableRow } from './earlier_store.js';
import { freshDatabase, withClient } from './postgres.js';

export interface EarlierStore {
  /** The number of the last migration that it had. */
  readonly schema: number;
  readonly rows: readonly (readonly [table: string, row: TableRow])[];
}

type Check = (store: Store) => Promise<void>;

export async function migratedOnSqlite({ schema, rows }: EarlierStore, check: Check): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'daybook-'));
  const file = join(folder, 'daybook.sqlite');
  const database = openDatabase(file);
  for (const { sql } of SQLITE.slice(0, schema)) database.exec(sql);
  database.exec("INSERT INTO installation VALUES ('fingerprint_key', 'a key')");
  const columnsOf = (table: string) =>
    database.prepare('SELECT name FROM pragma_table_info(?)').all(table) as { name: string }[];
  for (const line of ofThatTime(rows, await namesByTable(rows, columnsOf))) {
    const values = Object.values(line[1]).map((value) => (typeof value === 'boolean' ? Number(value) : value));
    database.prepare(insert(line, () => '?')).run(...values);
  }
  database.exec(`PRAGMA user_version = ${schema}`);
  database.close();
  const store = openSqliteStore(file);
  try {
    await check(store);
  } finally {
    await store.close();
    rmSync(folder, { recursive: true });
  }
}

export async function migratedOnPostgres({ schema, rows }: EarlierStore, check: Check): Promise<void> {
  const { url, drop } = await freshDatabase();
  await withClient(url, async (client) => {
    await client.query(
      'CREATE TABLE schema_migrations (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    for (const { number, name, sql } of POSTGRES.slice(0, schema)) {
      await client.query(sql);
      await client.query('INSERT INTO schema_migrations (number, name) VALUES ($1, $2)', [number, name]);
    }
    await client.query("INSERT INTO installation (name, value) VALUES ('fingerprint_key', 'a key')");
    const columnsOf = async (table: string) => {
      const text = 'SELECT column_name AS name FROM information_schema.columns WHERE table_name = $1';
      return (await client.query<{ name: string }>(text, [table])).rows;
    };
    for (const line of ofThatTime(rows, await namesByTable(rows, columnsOf))) {
      const text = insert(line, (index) => `$${index}`);
      await client.query(text, Object.values(line[1]));
    }
  });
  const store = await openPostgresStore(url);
  try {
    await check(store);
  } finally {
    await store.close();
    await drop();
  }
}

type Row = EarlierStore['rows'][number];

async function namesByTable(
  rows: readonly Row[],
  columnsOf: (table: string) => Promise<{ name: string }[]> | { name: string }[],
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const names = new Map<string, ReadonlySet<string>>();
  for (const table of new Set(rows.map(([name]) => name))) {
    names.set(table, new Set((await columnsOf(table)).map(({ name }) => name)));
  }
  return names;
}

/** Without the columns that later steps add. */
function ofThatTime(rows: readonly Row[], names: ReadonlyMap<string, ReadonlySet<string>>): Row[] {
  return rows.map(([table, row]) => {
    const kept = Object.entries(row).filter(([name]) => names.get(table)?.has(name));
    return [table, Object.fromEntries(kept)];
  });
}

function insert([table, row]: readonly [string, TableRow], placeholder: (index: number) => string): string {
  const names = Object.keys(row);
  const places = names.map((_, index) => placeholder(index + 1));
  return `INSERT INTO ${table} (${names.join(', ')}) VALUES (${places.join(', ')})`;
}
