/**
 * Looks at the files before they are served: SQLite itself would make a database of an empty file, play a log onto a
 * file that it does not belong to, and take a cut log for one that ends there.
 */
import { closeSync, existsSync, openSync, readSync } from 'node:fs';
import type { ChainHead } from '../chain.js';
import { DamageError } from '../start_error.js';
import { resultCode, Sqlite } from './binding.js';
import { type Heads, logFile, type Marker, readMarker, sizeOf } from './marker.js';
import { BUSY_TIMEOUT_MS, damagedHeader, explained, readOnly } from './open.js';

/** Before SQLite opens the file: throws what is wrong with it, or with the log beside it. */
export function guardFiles(file: string): void {
  const marker = readMarker(file);
  const log_bytes = sizeOf(logFile(file));
  if (!existsSync(file)) {
    if (marker === undefined && log_bytes === 0) return;
    throw new DamageError(`The database ${file} is gone, but what was kept beside it is there. ${remedy()}`);
  }
  // Beside a marker it was filled before.
  if (marker === undefined ? !isFilledSoon(file) : sizeOf(file) === 0) {
    throw new DamageError(
      `The database ${file} is empty, which Daybook never leaves it. ${remedy()} If nothing was ever stored in it, remove it.`,
    );
  }
  if (marker === undefined) return;
  const problem = withoutLog(file, marker, (database) => {
    const missing = misses(database, marker.account, marker.floor);
    if (missing !== undefined || log_bytes === 0) return missing;
    const is_copy = database.prepareValue('SELECT 1 FROM installation WHERE name = ?').get(IS_COPY) !== undefined;
    return is_copy ? 'is a backup' : undefined;
  });
  if (problem === undefined) return;
  throw new DamageError(
    log_bytes === 0
      ? `The database ${file} ${problem}, so it is not the one that was written to last. ${remedy()}`
      : `The log ${logFile(file)} belongs to another database than the file beside it, which ${problem}: both together would be damaged. ${remedy()}`,
  );
}

/** Of processes that start together on a new folder, one makes the file, and the others may see it before it is written. */
const FILLED_WITHIN_MS = 3_000;
const LOOKED_AT_EVERY_MS = 50;

function isFilledSoon(file: string): boolean {
  const nothing = new Int32Array(new SharedArrayBuffer(4));
  for (let waited_ms = 0; sizeOf(file) === 0; waited_ms += LOOKED_AT_EVERY_MS) {
    if (waited_ms >= FILLED_WITHIN_MS) return false;
    Atomics.wait(nothing, 0, 0, LOOKED_AT_EVERY_MS);
  }
  return true;
}

/** Once it is open with its log: throws if something that was written is not there. */
export function guardHistory(file: string, database: Sqlite, marker: Marker | undefined): void {
  if (marker === undefined) return;
  const problem = misses(database, marker.account, marker.last);
  if (problem === undefined) return;
  throw new DamageError(
    `The database ${file} ${problem}: its log was lost or cut, or an older copy was put in its place. ${remedy()} To go on with what is there, restore the file itself.`,
  );
}

/** The name in the table `installation` that a copy bears until it is served. */
const IS_COPY = 'is_copy';

/** A copy fits no log: its pages may be those of any moment. */
export function markCopy(database: Sqlite): void {
  database.prepare("INSERT OR REPLACE INTO installation VALUES (?, '1')").run(IS_COPY);
}

export function unmarkCopy(database: Sqlite): void {
  database.prepare('DELETE FROM installation WHERE name = ?').run(IS_COPY);
}

/** All of that without opening it for more than to look. The process must not have the file open. */
export function inspectFiles(file: string): void {
  guardHeader(file);
  guardFiles(file);
  const marker = readMarker(file);
  const database = readOnly(file);
  try {
    explained(file, () => guardHistory(file, database, marker));
  } finally {
    database.close();
  }
}

/** Where the header names the version of the format that whoever writes must know, and the highest that there is. */
const WRITE_VERSION = { offset: 18, highest: 2 };

/**
 * What SQLite makes nothing of where it only reads. Never while the process has the file open: closing it here would take
 * away the locks that it holds there.
 */
export function guardHeader(file: string): void {
  const version = Buffer.alloc(1);
  try {
    const descriptor = openSync(file, 'r');
    readSync(descriptor, version, 0, 1, WRITE_VERSION.offset);
    closeSync(descriptor);
  } catch {
    // Whoever opens it next says why.
    return;
  }
  if ((version[0] ?? 0) > WRITE_VERSION.highest) throw damagedHeader(file);
}

function remedy(): string {
  return 'Put a backup in its place with "daybook restore FILE".';
}

/** What of these heads is not in the database; undefined if all are. */
function misses(database: Sqlite, account: string, heads: Heads): string | undefined {
  const scopes = database.prepare('SELECT scope, account, head_position, head_hash FROM scopes').all() as unknown as {
    scope: number;
    account: string;
    head_position: number;
    head_hash: string;
  }[];
  const hash = database.prepareValue('SELECT hash FROM journal WHERE position = ?');
  for (const { scope, head_position, head_hash, account: stored } of scopes) {
    if (stored !== account) return `is that of ${stored} and not of ${account}`;
    const head: ChainHead = heads[scope] ?? { position: 0, hash: '' };
    if (head_position < head.position) {
      return `ends with journal entry ${head_position}, but entry ${head.position} was written`;
    }
    const there = head_position === head.position ? head_hash : hash.get(head.position);
    if (typeof there === 'string' && there !== head.hash) {
      return `has another journal entry ${head.position} than was written`;
    }
  }
  return undefined;
}

const NO_SUCH_COLUMN = 1;

/**
 * Reads the file as if there were no log. While another process moves the log into it, or after a crash meanwhile, it may
 * be half of one and half of the other: what cannot be read then says nothing.
 */
function withoutLog(
  file: string,
  { floor }: Marker,
  look: (database: Sqlite) => string | undefined,
): string | undefined {
  let database: Sqlite | undefined;
  try {
    database = new Sqlite(file, { read_only: true, immutable: true, busy_timeout_ms: BUSY_TIMEOUT_MS });
    return look(database);
  } catch (error) {
    const had_schema = Object.keys(floor).length > 0;
    return had_schema && resultCode(error) === NO_SUCH_COLUMN ? 'has an older schema' : undefined;
  } finally {
    database?.close();
  }
}
