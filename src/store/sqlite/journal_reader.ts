/** Reading the journal in SQLite: versions of objects, their histories, and events. */
import { isBackwards, pageOf } from '../list_sql.js';
import type { Scope } from '../page.js';
import type { EventQuery, JournalEntry, Reader, StoredEvent } from '../port.js';
import { type JournalRow, journalEntry } from '../rows.js';
import type { Sqlite, Statement } from './binding.js';

type Cached = (sql: string) => Statement;

/** `cachedArrays` makes statements whose rows are arrays. */
export function journalReader(
  database: Sqlite,
  cachedArrays: Cached,
): Pick<Reader, 'versionOf' | 'history' | 'events' | 'event'> {
  const entryAt = entryReader(database);
  const eventOf = eventReader(database);
  const numbersOf = eventNumbers(database, cachedArrays);
  return {
    versionOf: versionReader(database, entryAt),

    async history(query) {
      const direction = isBackwards(query) ? 'ASC' : 'DESC';
      const positions = cachedArrays(
        `SELECT DISTINCT position FROM journal_objects WHERE scope = ? AND id = ? AND position < ? AND position > ?
         ORDER BY position ${direction} LIMIT ?`,
      ).all(
        query.scope,
        query.id,
        query.starting_after ?? Number.MAX_SAFE_INTEGER,
        query.ending_before ?? -1,
        query.limit + 1,
      ) as [number][];
      const page = pageOf(
        positions.map(([position]) => position),
        query,
      );
      return { items: page.items.map(entryAt), has_more: page.has_more };
    },

    async events(query) {
      const page = pageOf(numbersOf(query), query);
      return {
        items: page.items.map((number) => eventOf(query.scope, number)).filter((event) => event !== undefined),
        has_more: page.has_more,
      };
    },

    async event(scope, number) {
      return eventOf(scope, number);
    },
  };
}

function entryReader(database: Sqlite): (position: number) => JournalEntry {
  const entry_at = database.prepare('SELECT * FROM journal WHERE position = ?');
  return (position) => journalEntry(entry_at.get(position) as JournalRow);
}

function versionReader(database: Sqlite, entryAt: (position: number) => JournalEntry): Reader['versionOf'] {
  const by_version = database.prepare(
    'SELECT position FROM journal_objects WHERE scope = ? AND id = ? AND version = ?',
  );
  const by_time = database.prepare(
    `SELECT o.position FROM journal_objects o JOIN journal j USING (position)
     WHERE o.scope = ? AND o.id = ? AND j.at_ms <= ? ORDER BY o.version DESC LIMIT 1`,
  );
  return async (scope, id, which) => {
    const found = (
      'version' in which ? by_version.get(scope, id, which.version) : by_time.get(scope, id, which.at_ms)
    ) as { position: number } | undefined;
    if (found === undefined) return undefined;
    const versions = entryAt(found.position).changes.filter((change) => change.id === id);
    return 'version' in which ? versions.find((change) => change.version === which.version) : versions.at(-1);
  };
}

function eventReader(database: Sqlite): (scope: Scope, number: number) => StoredEvent | undefined {
  const entry_of_event = database.prepare(
    'SELECT * FROM journal WHERE scope = ? AND event_count > 0 AND first_event <= ? ORDER BY first_event DESC LIMIT 1',
  );
  return (scope, number) => {
    const row = entry_of_event.get(scope, number) as JournalRow | undefined;
    if (row === undefined || number >= row.first_event + row.event_count) return undefined;
    return { entry: journalEntry(row), number };
  };
}

/** The numbers of the events of a page, and of one more where there are more, in the order of the query. */
function eventNumbers(database: Sqlite, cachedArrays: Cached): (query: EventQuery) => number[] {
  const first_since = database.prepare(
    'SELECT first_event FROM journal WHERE scope = ? AND at_ms >= ? ORDER BY at_ms, position LIMIT 1',
  );
  const last_event = database.prepareValue('SELECT last_event FROM scopes WHERE scope = ?');
  const pastLast = (scope: Scope): number => (last_event.get(scope) as number) + 1;
  /** The number of the first event at or after a moment, or one past the last. */
  const firstSince = (scope: Scope, at_ms: number): number => {
    const found = first_since.get(scope, at_ms) as { first_event: number } | undefined;
    return found?.first_event ?? pastLast(scope);
  };
  return (query) => {
    const { scope, from_ms, below_ms } = query;
    const from = from_ms === undefined ? 1 : firstSince(scope, from_ms);
    const below = below_ms === undefined ? pastLast(scope) : firstSince(scope, below_ms);
    const low = Math.max(from - 1, query.ending_before ?? 0);
    const high = Math.min(below, query.starting_after ?? Number.MAX_SAFE_INTEGER);
    return query.types === undefined
      ? numbersBetween(low, high, query)
      : numbersOfTypes(cachedArrays, query, query.types, low, high);
  };
}

/** Numbers have no gaps: the page is known without asking. */
function numbersBetween(low: number, high: number, query: EventQuery): number[] {
  const numbers: number[] = [];
  const first = isBackwards(query) ? low + 1 : high - 1;
  const step = isBackwards(query) ? 1 : -1;
  for (let n = first; n > low && n < high && numbers.length <= query.limit; n += step) numbers.push(n);
  return numbers;
}

function numbersOfTypes(
  cachedArrays: Cached,
  query: EventQuery,
  types: readonly string[],
  low: number,
  high: number,
): number[] {
  const is_backwards = isBackwards(query);
  const select = cachedArrays(
    `SELECT number FROM event_types WHERE scope = ? AND type = ? AND number > ? AND number < ?
     ORDER BY number ${is_backwards ? 'ASC' : 'DESC'} LIMIT ?`,
  );
  const numbers = [...new Set(types)].flatMap((type) => {
    const found = select.all(query.scope, type, low, high, query.limit + 1) as [number][];
    return found.map(([number]) => number);
  });
  numbers.sort((a, b) => (is_backwards ? a - b : b - a));
  return numbers.slice(0, query.limit + 1);
}
