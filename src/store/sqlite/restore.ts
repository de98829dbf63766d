/** What restoring asks of SQLite's files. */
import { closeSync, existsSync, linkSync, openSync, readSync, rmSync, statSync } from 'node:fs';
import { StartError } from '../start_error.js';
import { isBusy, Sqlite } from './binding.js';
import { unmarkCopy } from './guard.js';
import { logFile, type Marker } from './marker.js';
import { explained, migrate, openDatabase, readOnly, schemaNumber } from './open.js';
import { headsOf } from './store.js';

const PAGES_AT_ONCE = 1_000;

/** Told before anything is made: most files that are given in error are no databases at all. */
export function requireCopy(source: string): void {
  if (!existsSync(source)) throw new StartError(`There is no file ${source}.`);
  if (isSqlite(source)) return;
  throw new StartError(
    `${source} is no copy that "daybook backup" made of the embedded database. Nothing was changed.`,
  );
}

/** Copies a database, with what is in a log beside it, and brings the copy's schema up to date. */
export async function copyInto(source: string, target: string): Promise<void> {
  const from = readOnly(source);
  try {
    if (schemaNumber(from) === 0)
      throw new StartError(`${source} is a database, but not one of Daybook. Nothing was changed.`);
    // Nobody else on the machine can read payments.
    closeSync(openSync(target, 'w', 0o600));
    await from.backup(target, PAGES_AT_ONCE);
  } finally {
    from.close();
  }
  const copy = openDatabase(target);
  try {
    explained(source, () => migrate(copy));
    unmarkCopy(copy);
    copy.pragma('journal_mode = DELETE');
  } finally {
    copy.close();
  }
}

/** Every database of SQLite begins so. */
const BEGINNING = 'SQLite format 3\0';

/** Whether a file is meant to be a database: one that is, and is damaged, is told apart from any other file. */
function isSqlite(file: string): boolean {
  if (!statSync(file).isFile()) return false;
  const beginning = Buffer.alloc(BEGINNING.length);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, beginning, 0, beginning.length, 0);
  } finally {
    closeSync(descriptor);
  }
  return beginning.toString('latin1') === BEGINNING;
}

/** What is to be kept beside a file that nobody writes to. */
export function markerOf(file: string): Marker {
  const database = readOnly(file);
  try {
    const account = database.prepareValue('SELECT account FROM scopes ORDER BY scope LIMIT 1').get() as string;
    const heads = headsOf(database);
    return { account, floor: heads, last: heads };
  } finally {
    database.close();
  }
}

/** For what needs the file for itself. */
export function refuseInUse(file: string): void {
  if (!existsSync(file) || !isInUse(file)) return;
  throw new StartError(`The database ${file} is in use. Stop Daybook first; nothing was changed.`);
}

/**
 * Whether a process has the file open. It is asked by another name, under which SQLite finds no log and leaves everything
 * as it is: locks belong to the file itself.
 */
function isInUse(file: string): boolean {
  const probe = `${file}-probe`;
  rmSync(probe, { force: true });
  try {
    linkSync(file, probe);
    const database = new Sqlite(probe, { busy_timeout_ms: 0 });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE');
      database.exec('BEGIN IMMEDIATE; ROLLBACK');
      return false;
    } catch (error) {
      return isBusy(error);
    } finally {
      database.close();
    }
  } catch {
    // A file system without links, or a file that is none of SQLite's.
    return false;
  } finally {
    for (const name of [probe, logFile(probe), `${probe}-shm`]) rmSync(name, { force: true });
  }
}
