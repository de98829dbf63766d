/** Opening the database file: settings that were measured, migrations under a lock, and clear words when it fails. */
import { randomBytes } from 'node:crypto';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { newInstallation } from '../installation.js';
import {
  type AppliedMigration,
  checkApplied,
  FIRST_WITH_HASHES,
  migrationHash,
  newestMigration,
  OutdatedError,
  pendingMigrations,
} from '../migration.js';
import type { OnProgress } from '../progress.js';
import { StartError } from '../start_error.js';
import { Sqlite } from './binding.js';
import { chainPast } from './chain_past.js';
import { MIGRATIONS } from './migrations.js';

const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the file, creating folder and file where needed. Durable: a commit is on disk when it returns.
 * Pages of 8 KB and rare checkpoints keep the log short without making each commit write much.
 */
export function openDatabase(file: string): Sqlite {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // SQLite gives the files beside it the same mode: nobody else on the machine can read payments.
    closeSync(openSync(file, 'a', 0o600));
    const database = new Sqlite(file, { busy_timeout_ms: BUSY_TIMEOUT_MS });
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
  let database: Sqlite;
  let applied: number;
  try {
    database = new Sqlite(file, { read_only: true, busy_timeout_ms: BUSY_TIMEOUT_MS });
    applied = schemaNumber(database);
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
export function migrate(database: Sqlite, onProgress: OnProgress = () => {}): readonly string[] {
  const done = database.transaction(() => {
    const applied = schemaNumber(database);
    const pending = pendingMigrations(MIGRATIONS, applied);
    if (applied >= FIRST_WITH_HASHES) checkApplied(MIGRATIONS, appliedMigrations(database));
    for (const migration of pending) {
      database.exec(migration.sql);
      database.pragma(`user_version = ${migration.number}`);
    }
    if (pending.length > 0) noteHashes(database);
    if (database.prepare('SELECT 1 FROM scopes').get() === undefined) {
      const { fingerprint_key, scopes } = newInstallation(randomBytes);
      database.prepare("INSERT INTO installation VALUES ('fingerprint_key', ?)").run(fingerprint_key);
      const insert = database.prepare('INSERT INTO scopes (scope, account, livemode) VALUES (?, ?, ?)');
      for (const { scope, account, livemode } of scopes) insert.run(scope, account, livemode ? 1 : 0);
    }
    return pending.map((migration) => `${migration.number} ${migration.name}`);
  });
  chainPast(database, onProgress);
  return done;
}

/** Throws an OutdatedError where a newer Daybook has migrated the database. */
export function checkSchema(database: Sqlite): void {
  if (schemaNumber(database) > newestMigration(MIGRATIONS)) throw new OutdatedError();
}

function appliedMigrations(database: Sqlite): readonly AppliedMigration[] {
  return database.prepare('SELECT number, hash FROM migration_hashes').all() as unknown as AppliedMigration[];
}

/** Those from before hashes were kept get theirs too. */
function noteHashes(database: Sqlite): void {
  const insert = database.prepare('INSERT OR IGNORE INTO migration_hashes VALUES (?, ?)');
  for (const migration of MIGRATIONS) insert.run(migration.number, migrationHash(migration));
}

function schemaNumber(database: Sqlite): number {
  return database.pragma('user_version')[0] as number;
}
