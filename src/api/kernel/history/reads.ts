/** Pages of the journal, for one object (extension). */
import { inTurns } from '../../../app/fair_turns.js';
import { errors, type Refusal } from '../../../core/kernel/errors.js';
import type { StoredRow } from '../../../store/port.js';
import { checkCursors, DEFAULT_LIMIT, listEnvelope } from '../../../wire/list.js';
import type { Call } from '../call.js';
import { type Beside, positionOfEntry, viewHistoryEntry } from './view.js';

interface Paging {
  readonly limit?: number;
  readonly starting_after?: string;
  readonly ending_before?: string;
}

interface Shown {
  /** Which of the changes; without it everything else that the same commit changed, too. */
  readonly shows?: (change: StoredRow) => boolean;
  readonly beside?: Beside;
}

/** What changed an object, newest first. */
export async function historyOf(
  call: Call,
  id: string,
  given: Paging,
  { shows = () => true, beside = () => ({}) }: Shown = {},
): Promise<object | Refusal> {
  const exclusive = checkCursors(given);
  if (exclusive !== undefined) return exclusive;
  const cursors: { starting_after?: number; ending_before?: number } = {};
  for (const name of ['starting_after', 'ending_before'] as const) {
    const entry = given[name];
    if (entry === undefined) continue;
    const position = positionOfEntry(entry);
    if (position === undefined) return errors.noSuchReference('journal_entry', entry, name);
    cursors[name] = position;
  }
  const page = await call.store.history({ scope: call.scope, id, limit: given.limit ?? DEFAULT_LIMIT, ...cursors });
  const entries = await inTurns(page.items, (entry) =>
    viewHistoryEntry(call, { ...entry, changes: entry.changes.filter(shows) }, beside),
  );
  return listEnvelope(call.request.path, entries, page.has_more);
}
