/** Opening the database file: settings that were measured, migrations under a lock, and clear words when it fails. */
import { randomBytes } from 'node:crypto';
import { accessSync, closeSync, constants, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { withFailuresSeen } from '../failing.js';
import { newInstallation } from '../installation.js';
import { makeFolder } from '../make_folder.js';
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
import { DamageError, StartError } from '../start_error.js';
import { isBusy, isDamage, isReadOnly, isSqliteError, Sqlite } from './binding.js';
import { chainPast } from './chain_past.js';
import { logFile, sizeOf } from './marker.js';
import { MIGRATIONS } from './migrations.js';

export const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the file, creating folder and file where needed. Durable: a commit is on disk when it returns.
 * Pages of 8 KB and rare checkpoints keep the log short without making each commit write much. With `alone`, nobody else
 * can read or write until it is closed.
 */
export function openDatabase(file: string, { alone = false }: { readonly alone?: boolean } = {}): Sqlite {
  try {
    makeFolder(dirname(file));
    // SQLite gives the files beside it the same mode: nobody else on the machine can read payments.
    // Not if it is there: closing it would take away the locks that this process holds on it by other connections.
    if (!existsSync(file)) closeSync(openSync(file, 'a', 0o600));
    const database = new Sqlite(file, { busy_timeout_ms: BUSY_TIMEOUT_MS });
    if (alone) database.pragma('locking_mode = EXCLUSIVE');
    database.pragma('page_size = 8192');
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('wal_autocheckpoint = 4000');
    database.pragma('cache_size = -65536');
    database.pragma('temp_store = MEMORY');
    refuseCut(file, database);
    return database;
  } catch (cause) {
    throw fileError(cause, file, (reason) =>
      isBusy(cause)
        ? `The database ${file} is held by another process, such as a repair (${reason}). Try again when that has ended.`
        : `The database ${file} cannot be opened (${reason}). Check that the folder exists and is writable, or choose another with DAYBOOK_DATA.`,
    );
  }
}

/** Why the file cannot be used, in one line. */
function fileError(cause: unknown, file: string, sayOtherwise: (reason: string) => string): StartError {
  if (cause instanceof StartError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (isReadOnly(cause)) {
    if (isWritable(file) && isWritable(dirname(file))) return damagedHeader(file, cause);
    const message = `The database ${file} cannot be written to (${reason}): give its folder and the files in it to the user that runs Daybook, on a disk that can be written to, or choose another folder with DAYBOOK_DATA. "daybook verify", "head", "keys list" and "backup" only read.`;
    return new StartError(message, { cause });
  }
  return isDamage(cause) ? damaged(file, reason, cause) : new StartError(sayOtherwise(reason), { cause });
}

/** What SQLite finds damaged is told as that, whichever method meets it. */
export function tellingDamage<T extends object>(file: string, methods: T): T {
  return withFailuresSeen(methods, (error) =>
    isDamage(error) ? damaged(file, (error as Error).message, error) : error,
  );
}

function damaged(file: string, found: string, cause?: unknown): DamageError {
  return new DamageError(`The database ${file} is damaged (${found}): restore a backup with "daybook restore FILE".`, {
    cause,
  });
}

/** SQLite takes a file of a later format for one that can only be read; there is none. */
export function damagedHeader(file: string, cause?: unknown): DamageError {
  return damaged(file, 'its header names a format that does not exist', cause);
}

/** Does something with the file; what SQLite says then is told in one line. */
export function explained<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isSqliteError(error) && !isSystemError(error)) throw error;
    throw fileError(
      error,
      file,
      (reason) =>
        `The database ${file} cannot be used (${reason}).${isSystemError(error) ? ' Check that its folder and the files in it are writable for the user that runs Daybook.' : ''}`,
    );
  }
}

/**
 * Opens the file as it is, to be read only: nothing is migrated, and nothing beside it is left behind. The schema must
 * be this Daybook's.
 */
export function openReadOnly(file: string): Sqlite {
  const database = readOnly(file);
  const applied = schemaNumber(database);
  if (pendingMigrations(MIGRATIONS, applied).length === 0) return database;
  database.close();
  throw new StartError(
    applied === 0
      ? `${file} is not a database of Daybook.`
      : `The database ${file} has schema ${applied}, from before this Daybook. Run "daybook migrate" on its folder first.`,
  );
}

export function readOnly(file: string): Sqlite {
  // Where nothing can be written SQLite cannot share the file, and nobody else can write to it either.
  const immutable = !isWritable(dirname(file));
  if (immutable && sizeOf(logFile(file)) > 0) {
    throw new StartError(
      `The database ${file} was not closed cleanly, and its folder cannot be written to: copy it with its log to where it can.`,
    );
  }
  try {
    const database = new Sqlite(file, { read_only: true, immutable, busy_timeout_ms: BUSY_TIMEOUT_MS });
    schemaNumber(database);
    refuseCut(file, database);
    return database;
  } catch (cause) {
    throw fileError(
      cause,
      file,
      (reason) => `The database ${file} cannot be read (${reason}). Check its name and its permissions.`,
    );
  }
}

/** SQLite reads a last page that was cut as if it ended with zeros. Pages may be in the log alone where there is one. */
function refuseCut(file: string, database: Sqlite): void {
  const bytes = Number(database.pragma('page_count')[0]) * Number(database.pragma('page_size')[0]);
  // In this order: once the log is empty, all that was counted is in the file.
  if (sizeOf(logFile(file)) > 0 || sizeOf(file) >= bytes) return;
  throw damaged(file, `its end is missing: it should have ${bytes} bytes`);
}

/** What the system refused, such as to open a file. */
function isSystemError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
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

export function schemaNumber(database: Sqlite): number {
  return database.pragma('user_version')[0] as number;
}
