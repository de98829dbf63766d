/** What threads are told that open the file of SQLite when they are first asked for something. */
import { goneError, identityOf } from '../store/sqlite/presence.js';

export interface OpenFile {
  readonly file: string;
  /** Of the file that the others have open. */
  readonly identity: string;
}

/**
 * Opens it with the first question. Another file under its name is left alone: opening that would make one where there is
 * none, and play the log of this one onto it.
 */
export function openedLate<T extends { close(): void }>(
  { file, identity }: OpenFile,
  open: (file: string) => T,
): { readonly store: () => T; readonly close: () => void } {
  let opened: T | undefined;
  return {
    store() {
      if (opened === undefined && identityOf(file) !== identity) throw goneError(file);
      opened ??= open(file);
      return opened;
    },
    close: () => opened?.close(),
  };
}
