/** Why something could not be written, where it has to cross a thread: errors lose their class on the way. */
import { OutdatedError } from '../store/migration.js';
import { StorageFullError, StoreUnreachableError } from '../store/port.js';
import { DamageError } from '../store/start_error.js';

/** What the store itself says is wrong with it; everything else is a bug. */
export type Trouble = 'full' | 'outdated' | 'unreachable' | 'damaged';

export interface ThreadFailure {
  /** The stack, where there is one; of damage, the message. */
  readonly failure: string;
  readonly trouble?: Trouble;
}

export function threadFailure(error: unknown): ThreadFailure {
  if (error instanceof DamageError) return { failure: error.message, trouble: 'damaged' };
  const failure = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const trouble = troubleOf(error);
  return trouble === undefined ? { failure } : { failure, trouble };
}

export function thrownBy({ failure, trouble }: ThreadFailure): Error {
  switch (trouble) {
    case 'full':
      return new StorageFullError(failure);
    case 'outdated':
      return new OutdatedError();
    case 'unreachable':
      return new StoreUnreachableError(failure);
    case 'damaged':
      return new DamageError(failure);
    default:
      return new Error(failure);
  }
}

/** What to throw where a command broke. */
export function brokenBy({ reason, trouble }: { readonly reason: string; readonly trouble?: Trouble }): Error {
  return thrownBy({ failure: reason, ...(trouble === undefined ? {} : { trouble }) });
}

export function troubleOf(error: unknown): Trouble | undefined {
  if (error instanceof StorageFullError) return 'full';
  if (error instanceof OutdatedError) return 'outdated';
  if (error instanceof DamageError) return 'damaged';
  return error instanceof StoreUnreachableError ? 'unreachable' : undefined;
}
