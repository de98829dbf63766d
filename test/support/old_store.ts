/** A store as Daybook made it with schema 5: what its tables held, kept in git, put into the tables of that schema. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Migration } from '../../src/store/migration.js';
import { MIGRATIONS as POSTGRES_MIGRATIONS } from '../../src/store/postgres/migrations.js';
import { MIGRATIONS as SQLITE_MIGRATIONS } from '../../src/store/sqlite/migrations.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { withClient } from './postgres.js';

const FILE = fileURLToPath(new URL('../../../test/store/golden/store.schema5.jsonl', import.meta.url));
const SCHEMA = 5;

interface OldRow {
  readonly table: string;
  readonly row: Readonly<Record<string, string | number | null>>;
}

function oldRows(): readonly OldRow[] {
  const lines = readFileSync(FILE, 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as OldRow);
}

function oldMigrations(all: readonly Migration[]): readonly Migration[] {
  return all.filter(({ number }) => number <= SCHEMA);
}

export function makeOldSqlite(file: string): void {
  const database = openDatabase(file);
  for (const { sql } of oldMigrations(SQLITE_MIGRATIONS)) database.exec(sql);
  database.pragma(`user_version = ${SCHEMA}`);
  for (const { table, row } of oldRows()) {
    const names = Object.keys(row);
    const places = names.map(() => '?').join(', ');
    database.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`).run(...Object.values(row));
  }
  database.close();
}

export async function makeOldPostgres(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query(`CREATE TABLE schema_migrations
      (number integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())`);
    await client.query("INSERT INTO schema_migrations (number, name) VALUES (0, 'lock')");
    for (const { number, name, sql } of oldMigrations(POSTGRES_MIGRATIONS)) {
      await client.query(sql);
      await client.query('INSERT INTO schema_migrations (number, name) VALUES ($1, $2)', [number, name]);
    }
    for (const { table, row } of oldRows()) {
      const names = Object.keys(row);
      const places = names.map((_, index) => `$${index + 1}`).join(', ');
      await client.query(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${places})`, Object.values(row));
    }
    await client.query("SELECT setval('journal_position_seq', (SELECT max(position) FROM journal))");
  });
}
