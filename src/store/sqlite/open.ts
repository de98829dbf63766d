/** Opening the database file: settings that were measured, migrations under a lock, and clear words when it fails. */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type Database from 'better-sqlite3';
import { newInstallation } from '../installation.js';
import { pendingMigrations } from '../migration.js';
import { StartError } from '../start_error.js';
import { MIGRATIONS } from './migrations.js';

export type Sqlite = Database.Database;
export type Statement = Database.Statement<unknown[]>;

const BUSY_TIMEOUT_MS = 10_000;

/** Loads the native binding late, so that a missing one is explained instead of thrown from an import. */
function loadBinding(): typeof Database {
  const require = createRequire(import.meta.url);
  try {
    const binding = require('better-sqlite3') as typeof Database;
    new binding(':memory:').close();
    return binding;
  } catch (cause) {
    throw new StartError(
      'The SQLite binding (better-sqlite3) cannot be loaded. Install a C++ toolchain (Debian: apt-get install python3 make g++; macOS: xcode-select --install) and run "npm rebuild better-sqlite3 --foreground-scripts"; or use PostgreSQL with DATABASE_URL.',
      { cause },
    );
  }
}

/**
 * Opens the file, creating folder and file where needed. Durable: a commit is on disk when it returns.
 * Pages of 8 KB and rare checkpoints keep the log short without making each commit write much.
 */
export function openDatabase(file: string): Sqlite {
  const Binding = loadBinding();
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite gives the files beside it the same mode: nobody else on the machine can read payments.
    closeSync(openSync(file, 'a', 0o600));
    const database = new Binding(file, { timeout: BUSY_TIMEOUT_MS });
    database.pragma('page_size = 8192');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('wal_autocheckpoint = 4000');
    database.pragma('cache_size = -65536');
    database.pragma('temp_store = MEMORY');
    return database;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(
      `The database ${file} cannot be opened (${reason}). Check that the folder exists and is writable, or choose another with DAYBOOK_DATA.`,
      { cause },
    );
  }
}

/**
 * Opens the file as it is, to be read only: nothing is migrated, and nothing beside it is left behind. The schema must
 * be this Daybook's.
 */
export function openReadOnly(file: string): Sqlite {
  const Binding = loadBinding();
  let database: Sqlite;
  let applied: number;
  try {
    database = new Binding(file, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
    applied = database.pragma('user_version', { simple: true }) as number;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new StartError(`The database ${file} cannot be read (${reason}). Check its name and its permissions.`, {
      cause,
    });
  }
  if (pendingMigrations(MIGRATIONS, applied).length === 0) return database;
  database.close();
  throw new StartError(
    applied === 0
      ? `${file} is not a database of Daybook.`
      : `The database ${file} has schema ${applied}, from before this Daybook. Run "daybook migrate" on its folder first.`,
  );
}

/** Brings the schema up to date and makes the installation's account on first use. Tells what was done. */
export function migrate(database: Sqlite): readonly string[] {
  const run = database.transaction(() => {
    const applied = database.pragma('user_version', { simple: true }) as number;
    const pending = pendingMigrations(MIGRATIONS, applied);
    for (const migration of pending) {
      database.exec(migration.sql);
      database.pragma(`user_version = ${migration.number}`);
    }
    if (database.prepare('SELECT 1 FROM scopes').get() === undefined) {
      const { fingerprint_key, scopes } = newInstallation(randomBytes);
      database.prepare("INSERT INTO installation VALUES ('fingerprint_key', ?)").run(fingerprint_key);
      const insert = database.prepare('INSERT INTO scopes (scope, account, livemode) VALUES (?, ?, ?)');
      for (const { scope, account, livemode } of scopes) insert.run(scope, account, livemode ? 1 : 0);
    }
    return pending.map((migration) => `${migration.number} ${migration.name}`);
  });
  return run.immediate();
}
