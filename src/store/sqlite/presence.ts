/**
 * Whether the open files are still those that are found under their names: a file that was removed or replaced can be
 * written to, and nobody ever reads that again. Asking takes a few microseconds, against the milliseconds of a flush.
 */
import { type BigIntStats, statSync } from 'node:fs';
import { DamageError } from '../start_error.js';
import { logFile } from './marker.js';

export class Presence {
  readonly #file: string;
  readonly #database: BigIntStats | undefined;
  readonly #log: BigIntStats | undefined;
  #bytes: bigint;

  /** For a database that was just opened, with its log. */
  constructor(file: string) {
    this.#file = file;
    this.#database = lookAt(file);
    this.#log = lookAt(logFile(file));
    this.#bytes = this.#database?.size ?? 0n;
  }

  /** Throws a DamageError if they are not. */
  check(): void {
    const gone = this.gone();
    if (gone !== undefined) throw goneError(gone);
  }

  /** The one that is not. */
  gone(): string | undefined {
    const database = lookAt(this.#file);
    const bytes = database?.size ?? 0n;
    // Daybook never makes the file smaller.
    if (!isSame(this.#database, database) || bytes < this.#bytes) return this.#file;
    if (!isSame(this.#log, lookAt(logFile(this.#file)))) return logFile(this.#file);
    this.#bytes = bytes;
    return undefined;
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
