/**
 * What is kept beside the database file of where its journal has come to, so that a file that is not the one that was
 * written to last, or lacks some of it, is noticed before it is served. It is written after each commit, not flushed: a
 * process that is killed loses none of it, and after a power cut it only says less.
 */
import {
  closeSync,
  constants,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs';
import type { ChainHead } from '../chain.js';

export type Heads = Readonly<Record<string, ChainHead>>;

export interface Marker {
  readonly account: string;
  /** What was in the database file itself when the log beside it began: the log fits no file that has less. */
  readonly floor: Heads;
  /** What was written last. */
  readonly last: Heads;
  /** The file as it was left by somebody who knew it to be whole. Not there while it is in use, nor after a crash. */
  readonly left?: FileState;
}

interface FileState {
  readonly bytes: number;
  /** When it was changed: nanoseconds since 1970. */
  readonly changed: string;
}

/** Always written whole, at the same length, so that nothing of an older one is left behind it. */
const LENGTH = 1_024;
/** In the header of a log: drawn anew whenever it begins from the start. */
const SALTS = { offset: 16, length: 8 };

export function markerFile(file: string): string {
  return `${file}-marker`;
}

export function logFile(file: string): string {
  return `${file}-wal`;
}

/** In bytes; 0 where there is none that can be looked at: opening the database says why. */
export function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

/** Undefined where there is none, or where it was not written to its end. */
export function readMarker(file: string): Marker | undefined {
  try {
    return JSON.parse(readFileSync(markerFile(file), 'utf8')) as Marker;
  } catch {
    return undefined;
  }
}

/** Whether nobody has changed the file since it was left whole, as one who saves or damages pages would. */
export function isAsLeft(file: string): boolean {
  const left = readMarker(file)?.left;
  const state = stateOf(file);
  return sizeOf(logFile(file)) === 0 && left?.bytes === state?.bytes && left?.changed === state?.changed;
}

/** For when nobody has the database open any more. Others may have the marker open, so it is not replaced. */
export function noteLeft(file: string): void {
  const marker = readMarker(file);
  const left = stateOf(file);
  if (marker === undefined || left === undefined || sizeOf(logFile(file)) > 0) return;
  const descriptor = openSync(markerFile(file), 'r+');
  writeSync(descriptor, textOf({ ...marker, left }), 0, 'utf8');
  fsyncSync(descriptor);
  closeSync(descriptor);
}

function stateOf(file: string): FileState | undefined {
  const state = statSync(file, { bigint: true, throwIfNoEntry: false });
  return state && { bytes: Number(state.size), changed: String(state.mtimeNs) };
}

/** Flushed, and complete or not there; for while nobody has the database open. */
export function replaceMarker(file: string, marker: Marker): void {
  const temporary = `${markerFile(file)}.new`;
  const descriptor = openSync(temporary, 'w', 0o600);
  writeSync(descriptor, textOf(marker));
  fsyncSync(descriptor);
  closeSync(descriptor);
  renameSync(temporary, markerFile(file));
}

/** Follows the commits of one connection. */
export class MarkerWriter {
  readonly #file: string;
  readonly #account: string;
  readonly #descriptor: number;
  /** Opened when there is a log; the same one for as long as the connection is open. */
  #log: number | undefined;
  #floor: Heads;
  #last: Heads;
  #salts: string;

  /** `last` is what the database says now; `is_all_in_file`, that the log was emptied after that was read. */
  constructor(file: string, account: string, last: Heads, is_all_in_file: boolean) {
    this.#file = file;
    this.#account = account;
    this.#last = last;
    this.#floor = is_all_in_file ? last : (readMarker(file)?.floor ?? {});
    // After the heads were read: what they name is in this log, or in the database file.
    this.#salts = this.#readSalts();
    // Never replaced by another file: other processes have this one open.
    this.#descriptor = openSync(markerFile(file), constants.O_RDWR | constants.O_CREAT, 0o600);
    writeSync(this.#descriptor, this.#text(), 0, 'utf8');
    fsyncSync(this.#descriptor);
  }

  /** These heads were committed. That it cannot be noted, as on a broken disk, takes nothing back. */
  committed(heads: Heads): void {
    try {
      this.#note(heads);
    } catch {
      // The marker says less than it could.
    }
  }

  #note(heads: Heads): void {
    const salts = this.#readSalts();
    // The log has begun anew: all that was known before is in the database file.
    if (salts !== this.#salts) this.#floor = this.#last;
    this.#salts = salts;
    this.#last = { ...this.#last, ...heads };
    writeSync(this.#descriptor, this.#text(), 0, 'utf8');
  }

  close(): void {
    fsyncSync(this.#descriptor);
    closeSync(this.#descriptor);
    if (this.#log !== undefined) closeSync(this.#log);
  }

  #text(): string {
    return textOf({ account: this.#account, floor: this.#floor, last: this.#last });
  }

  #readSalts(): string {
    if (this.#log === undefined && existsSync(logFile(this.#file))) this.#log = openSync(logFile(this.#file), 'r');
    const salts = Buffer.alloc(SALTS.length);
    if (this.#log !== undefined) readSync(this.#log, salts, 0, SALTS.length, SALTS.offset);
    return salts.toString('hex');
  }
}

function textOf(marker: Marker): string {
  return `${JSON.stringify(marker).padEnd(LENGTH - 1)}\n`;
}
