/** A consistent copy of the database, made while others write. */
import { markCopy } from './guard.js';
import { openDatabase, openReadOnly } from './open.js';

/** Small enough that the event loop turns between two steps, large enough to copy at the disk's speed. */
const PAGES_AT_ONCE = 1_000;

/**
 * Copies within a read transaction: SQLite starts a copy anew whenever it sees another connection write, so that
 * without one a copy of a busy database would never end. The copy is left as one file, without a log beside it.
 */
export async function copyDatabase(file: string, target: string): Promise<void> {
  const source = openReadOnly(file);
  try {
    source.exec('BEGIN');
    source.prepare('SELECT count(*) FROM scopes').get();
    await source.backup(target, PAGES_AT_ONCE);
  } finally {
    source.close();
  }
  const copy = openDatabase(target);
  try {
    markCopy(copy);
    copy.pragma('journal_mode = DELETE');
    const [finding] = copy.pragma('quick_check(1)');
    if (finding !== 'ok') throw new Error(`the copy is damaged: ${finding}`);
  } finally {
    copy.close();
  }
  openReadOnly(target).close();
}
