/** Why something could not be written, where it has to cross a thread: errors lose their class on the way. */
import { OutdatedError } from '../store/migration.js';
import { StorageFullError } from '../store/port.js';
import type { Outcome } from './command_envelope.js';

export interface ThreadFailure {
  /** The stack, where there is one. */
  readonly failure: string;
  readonly is_full: boolean;
  readonly is_outdated: boolean;
}

export function threadFailure(error: unknown): ThreadFailure {
  return {
    failure: error instanceof Error ? (error.stack ?? error.message) : String(error),
    is_full: isStorageFull(error),
    is_outdated: error instanceof OutdatedError,
  };
}

export function thrownBy({ failure, is_full, is_outdated }: ThreadFailure): Error {
  if (is_outdated) return new OutdatedError();
  return is_full ? new StorageFullError(failure) : new Error(failure);
}

/** What to throw where a command broke. */
export function brokenBy({ reason, is_full = false }: Extract<Outcome, { status: 'broken' }>): Error {
  return thrownBy({ failure: reason, is_full, is_outdated: false });
}

export function isStorageFull(error: unknown): boolean {
  return error instanceof StorageFullError;
}
