/** Puts what was written to the journal before there was a chain into it, once. */
import { chainRows, ENTRIES_CHAINED_AT_ONCE, IS_CHAINED, type Unchained } from '../chain.js';
import type { OnProgress } from '../progress.js';
import type { JournalRow } from '../rows.js';
import type { Sqlite } from './binding.js';

/** Some entries at a time, each time in a transaction: what was done stays done, whenever it ends. */
export function chainPast(database: Sqlite, onProgress: OnProgress, at_once = ENTRIES_CHAINED_AT_ONCE): void {
  const is_done = database.prepareValue('SELECT 1 FROM installation WHERE name = ?').get(IS_CHAINED) !== undefined;
  if (is_done) return;
  const last = database.prepareValue('SELECT max(position) FROM journal').get() as number | null;
  let position: number | undefined = 0;
  for (;;) {
    const after: number = position;
    position = database.transaction(() => chainSome(database, after, at_once));
    if (position === undefined) return;
    onProgress('Chaining the journal', position, last ?? position);
  }
}

/** Tells how far it has come; undefined when nothing was left to do. */
function chainSome(database: Sqlite, done_to: number, at_once: number): number | undefined {
  const unchained = unchainedScopes(database);
  if (unchained.length === 0) {
    database.prepare("INSERT OR IGNORE INTO installation VALUES (?, '1')").run(IS_CHAINED);
    return undefined;
  }
  const after = Math.max(done_to, Math.min(...unchained.map(({ head_position }) => head_position)));
  const rows = database
    .prepare('SELECT * FROM journal WHERE position > ? ORDER BY position LIMIT ?')
    .all(after, at_once) as unknown as JournalRow[];
  for (const { scope, position, hash } of chainRows(unchained, rows)) {
    database.prepare('UPDATE journal SET hash = ? WHERE position = ?').run(hash, position);
    database.prepare('UPDATE scopes SET head_position = ?, head_hash = ? WHERE scope = ?').run(position, hash, scope);
  }
  return rows.at(-1)?.position;
}

function unchainedScopes(database: Sqlite): readonly Unchained[] {
  const last = database.prepareValue(
    'SELECT position FROM journal WHERE scope = ? ORDER BY at_ms DESC, position DESC LIMIT 1',
  );
  const scopes = database.prepare('SELECT scope, head_position, head_hash FROM scopes').all() as unknown as Unchained[];
  return scopes.filter(({ scope, head_position }) => ((last.get(scope) as number | undefined) ?? 0) > head_position);
}
