/**
 * Whether the open files are still those that are found under their names: a file that was removed or replaced can be
 * written to, and nobody ever reads that again. Asking takes a few microseconds, against the milliseconds of a flush.
 */
import { type BigIntStats, statSync } from 'node:fs';
import { DamageError } from '../start_error.js';
import { guardFiles } from './guard.js';
import { logFile } from './marker.js';

export class Presence {
  readonly #file: string;
  readonly #log: BigIntStats | undefined;
  #database: BigIntStats | undefined;

  /** For a database that was just opened, with its log. */
  constructor(file: string) {
    this.#file = file;
    this.#database = lookAt(file);
    this.#log = lookAt(logFile(file));
  }

  /** Throws a DamageError if they are not. */
  check(): void {
    const before = this.#database;
    const now = lookAt(this.#file);
    // Daybook never makes the file smaller.
    if (!isSame(before, now) || (now?.size ?? 0n) < (before?.size ?? 0n)) throw goneError(this.#file);
    if (!isSame(this.#log, lookAt(logFile(this.#file)))) throw goneError(logFile(this.#file));
    if (now?.mtimeNs === before?.mtimeNs) return;
    // The log was moved into it, or somebody has put something else in its place.
    guardFiles(this.#file);
    this.#database = now;
  }

  /** Whether nothing is wrong with them. */
  holds(): boolean {
    try {
      this.check();
      return true;
    } catch {
      return false;
    }
  }
}

/** By which a file is known, whatever its name. */
export function identityOf(file: string): string {
  const found = lookAt(file);
  return `${found?.dev}/${found?.ino}`;
}

export function goneError(file: string): DamageError {
  return new DamageError(
    `The file ${file} was moved, removed, replaced or cut while it was in use: nothing more is written to it. Put it back, or a backup with "daybook restore FILE".`,
  );
}

function lookAt(file: string): BigIntStats | undefined {
  return statSync(file, { bigint: true, throwIfNoEntry: false });
}

/** Where nothing was, nothing can be told. */
function isSame(before: BigIntStats | undefined, now: BigIntStats | undefined): boolean {
  return before === undefined || (before.dev === now?.dev && before.ino === now.ino);
}
