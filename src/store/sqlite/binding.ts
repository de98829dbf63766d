/**
 * The way to SQLite itself: Node's own module where Node has it without a flag, and a package of the same interface for
 * older ones. Nothing is compiled on either. Why these: docs/adr/0009.
 */
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { DatabaseSyncInstance, DatabaseSyncOptions, StatementSyncInstance } from '@photostructure/sqlite';
import { CAPITAL_WITH_DOT } from '../list_sql.js';
import { StorageFullError } from '../port.js';
import { StartError } from '../start_error.js';

/** What both modules offer of what is used here. */
export interface SqliteModule {
  readonly DatabaseSync: new (file: string, options?: DatabaseSyncOptions) => DatabaseSyncInstance;
  readonly backup: (source: DatabaseSyncInstance, target: string, options?: { rate?: number }) => Promise<number>;
}

/** The first whose `node:sqlite` needs no flag, is no experiment and can give rows as arrays. */
const FIRST_NODE_WITH_SQLITE = 24;

let loaded: SqliteModule | undefined;

/** Loads the module late, so that a missing one is explained instead of thrown from an import. */
export function sqliteModule(): SqliteModule {
  if (loaded !== undefined) return loaded;
  const require = createRequire(import.meta.url);
  const is_built_in = Number(process.versions.node.split('.', 1)[0]) >= FIRST_NODE_WITH_SQLITE;
  try {
    loaded = require(is_built_in ? 'node:sqlite' : '@photostructure/sqlite') as SqliteModule;
    return loaded;
  } catch (cause) {
    throw new StartError(
      is_built_in
        ? 'This Node.js was built without SQLite (node:sqlite). Use one from nodejs.org, or PostgreSQL with DATABASE_URL.'
        : 'The SQLite binding (@photostructure/sqlite) cannot be loaded. Run "npm install" again, or use Node.js 24 or newer, which has SQLite built in; or use PostgreSQL with DATABASE_URL.',
      { cause },
    );
  }
}

/** Rows are objects without a prototype, or arrays from `prepareArrays`. */
export type Statement = Pick<StatementSyncInstance, 'run' | 'get' | 'all'>;

/** A statement of which only the first column of each row is wanted. */
export interface ValueStatement {
  get(...given: readonly unknown[]): unknown;
  all(...given: readonly unknown[]): unknown[];
}

export interface OpenOptions {
  readonly read_only?: boolean;
  /** The file alone, without a log beside it and without locks: nobody may write to it meanwhile. */
  readonly immutable?: boolean;
  readonly busy_timeout_ms: number;
}

/** An open database file. */
export class Sqlite {
  readonly #database: DatabaseSyncInstance;
  readonly #busy_timeout_ms: number;

  /** Throws what SQLite says where the file cannot be opened. A read-only one must exist. */
  constructor(file: string, { read_only = false, immutable = false, busy_timeout_ms }: OpenOptions) {
    const { DatabaseSync } = sqliteModule();
    this.#busy_timeout_ms = busy_timeout_ms;
    const url = pathToFileURL(file);
    url.searchParams.set('immutable', '1');
    this.#database = new DatabaseSync(immutable ? url.href : file, { readOnly: read_only, timeout: busy_timeout_ms });
    this.#database.function('fold', { deterministic: true }, inCapitals);
  }

  exec(sql: string): void {
    this.#database.exec(sql);
  }

  prepare(sql: string): Statement {
    return this.#database.prepare(sql);
  }

  /** As arrays: making objects of every row costs a fifth of reading a page. */
  prepareArrays(sql: string): Statement {
    const statement = this.#database.prepare(sql);
    statement.setReturnArrays(true);
    return statement;
  }

  prepareValue(sql: string): ValueStatement {
    const statement = this.prepareArrays(sql);
    return {
      get: (...given) => (statement.get(...given) as unknown[] | undefined)?.[0],
      all: (...given) => (statement.all(...given) as unknown[][]).map(([value]) => value),
    };
  }

  /** Sets or asks; answers with the first column of the rows. */
  pragma(text: string): unknown[] {
    return this.prepareValue(`PRAGMA ${text}`).all();
  }

  /** All of it or nothing, with the right to write taken at the start. */
  transaction<T>(work: () => T): T {
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      const result = work();
      this.#database.exec('COMMIT');
      return result;
    } catch (error) {
      // Some failures, such as a full disk, have ended the transaction themselves.
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      if (isFull(error)) throw new StorageFullError((error as Error).message, { cause: error });
      throw error;
    }
  }

  /** Copies the database as this connection sees it, `pages_at_once` between two turns of the event loop. */
  async backup(target: string, pages_at_once: number): Promise<void> {
    await sqliteModule().backup(this.#database, target, { rate: pages_at_once });
  }

  /**
   * Moves the log into the file and empties it; false if others are at it. At the end, too: the package for older versions
   * of Node keeps what was prepared when it closes, and SQLite does this by itself only when nothing is left.
   */
  emptyLog(): boolean {
    if (!this.#database.isOpen) return false;
    try {
      this.pragma('busy_timeout = 0');
      return this.pragma('wal_checkpoint(TRUNCATE)')[0] === 0;
    } catch {
      // What could not be moved is in the log, and durable there.
      return false;
    } finally {
      this.pragma(`busy_timeout = ${this.#busy_timeout_ms}`);
    }
  }

  /**
   * Moves the log into the file and lets others at it again, as closing would: where `emptyLog` says why it may not. With a
   * log, SQLite keeps the file for a connection that was opened alone.
   */
  endAlone(): void {
    if (!this.#database.isOpen) return;
    try {
      this.pragma('journal_mode = DELETE');
      this.pragma('locking_mode = NORMAL');
      // Locks are given back with the next thing that is read.
      this.pragma('schema_version');
    } catch {
      // What could not be moved is in the log, and durable there.
    }
  }

  /** Closing what is closed already does nothing. */
  close(): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/**
 * A text however its letters are written. Capitals, since they do not depend on what stands beside a letter: small
 * letters do (the sigma at the end of a word), and a part of a text would not be found in it. By way of small letters, as
 * some signs are capitals already (the capital sharp s, the sign of Kelvin). The four letters i of Turkish are one.
 */
function inCapitals(text: unknown): unknown {
  return typeof text === 'string' ? text.toLowerCase().toUpperCase().replaceAll(CAPITAL_WITH_DOT, 'I') : text;
}

const FULL = 13;
/** What SQLite says where a quota or a limit on files ends a write, not the disk itself. */
const IOERR_WRITE = 778;
const IOERR_SHMSIZE = 4874;
const CONSTRAINT_PRIMARYKEY = 1555;
const CONSTRAINT_UNIQUE = 2067;

/** SQLite's extended result code, if it is what failed. */
export function resultCode(error: unknown): number | undefined {
  const code = error instanceof Error && 'errcode' in error ? error.errcode : undefined;
  return typeof code === 'number' ? code : undefined;
}

function isFull(error: unknown): boolean {
  const code = resultCode(error);
  return code === FULL || code === IOERR_WRITE || code === IOERR_SHMSIZE;
}

/** Whether a row was refused because another one has its key. */
export function isUniqueClash(error: unknown): boolean {
  const code = resultCode(error);
  return code === CONSTRAINT_PRIMARYKEY || code === CONSTRAINT_UNIQUE;
}

const BUSY = 5;
const READONLY = 8;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** Whether the file is not what SQLite writes. */
export function isDamage(error: unknown): boolean {
  const code = (resultCode(error) ?? 0) & 0xff;
  // The package for older versions of Node gives no code where opening fails.
  const message = error instanceof Error ? error.message : '';
  return code === CORRUPT || code === NOT_A_DATABASE || /is not a database|is malformed/.test(message);
}

/** Whether what was to be written may only be read. */
export function isReadOnly(error: unknown): boolean {
  return ((resultCode(error) ?? 0) & 0xff) === READONLY;
}

/** Whether another connection holds what was wanted. */
export function isBusy(error: unknown): boolean {
  return ((resultCode(error) ?? 0) & 0xff) === BUSY;
}

/** Whether SQLite itself failed. */
export function isSqliteError(error: unknown): boolean {
  return resultCode(error) !== undefined;
}
