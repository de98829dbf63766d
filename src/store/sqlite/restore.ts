/** What restoring asks of SQLite's files. */
import { closeSync, existsSync, linkSync, openSync, rmSync } from 'node:fs';
import { StartError } from '../start_error.js';
import { isBusy, Sqlite } from './binding.js';
import { unmarkCopy } from './guard.js';
import { logFile, type Marker } from './marker.js';
import { explained, migrate, openDatabase, readOnly, schemaNumber } from './open.js';
import { headsOf } from './store.js';

const PAGES_AT_ONCE = 1_000;

/** Copies a database, with what is in a log beside it, and brings the copy's schema up to date. */
export async function copyInto(source: string, target: string): Promise<void> {
  if (!existsSync(source)) throw new StartError(`There is no file ${source}.`);
  const from = readOnly(source);
  try {
    if (schemaNumber(from) === 0) throw new StartError(`${source} is not a database of Daybook.`);
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
