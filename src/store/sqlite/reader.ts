/** Reading from SQLite. Calls return at once; they are promises because other engines' are. */
import type { Kind } from '../../core/kernel/kind.js';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import { dueSql } from '../due_sql.js';
import { type Dialect, isBackwards, listSql, pageOf } from '../list_sql.js';
import type { Page, Scope } from '../page.js';
import type {
  DueObject,
  EventQuery,
  HistoryQuery,
  JournalEntry,
  ListQuery,
  Reader,
  StoredEvent,
  StoredRow,
} from '../port.js';
import { type JournalRow, journalEntry } from '../rows.js';
import { type TotalRow, totalOf, totalsSql } from '../totals_sql.js';
import type { Sqlite, Statement } from './binding.js';
import { sqlitePeriodTotals } from './period_totals.js';
import { statementCache } from './statement_cache.js';

export const DIALECT: Dialect = {
  placeholder: () => '?',
  // SQLite's own knows the letters of ASCII only; where there are others, each row costs a call of ours.
  folded: (column) =>
    `CASE length(${column}) WHEN octet_length(${column}) THEN upper(${column}) ELSE fold(${column}) END`,
  foldedValue: (placeholder) => `fold(${placeholder})`,
  position_of: 'instr',
};

type Versioned = Omit<StoredRow, 'kind'>;

/** A literal, not a spread: this is done for every row that is read. */
function ofKind<K extends Kind>(kind: K, { id, version, document }: Versioned): StoredRow<K> {
  return { kind, id, version, document };
}

export function sqliteReader(database: Sqlite): Reader {
  const point = Object.fromEntries(
    KIND_NAMES.map((kind) => [
      kind,
      database.prepare(`SELECT id, version, document FROM ${kindOf(kind).table} WHERE scope = ? AND id = ?`),
    ]),
  ) as Record<Kind, Statement>;
  const by_version = database.prepare(
    'SELECT position FROM journal_objects WHERE scope = ? AND id = ? AND version = ?',
  );
  const by_time = database.prepare(
    `SELECT o.position FROM journal_objects o JOIN journal j USING (position)
     WHERE o.scope = ? AND o.id = ? AND j.at_ms <= ? ORDER BY o.version DESC LIMIT 1`,
  );
  const entry_at = database.prepare('SELECT * FROM journal WHERE position = ?');
  const entry_of_event = database.prepare(
    'SELECT * FROM journal WHERE scope = ? AND event_count > 0 AND first_event <= ? ORDER BY first_event DESC LIMIT 1',
  );
  const first_since = database.prepare(
    'SELECT first_event FROM journal WHERE scope = ? AND at_ms >= ? ORDER BY at_ms, position LIMIT 1',
  );
  const last_event = database.prepareValue('SELECT last_event FROM scopes WHERE scope = ?');

  const cached = statementCache((sql) => database.prepare(sql));
  const cachedArrays = statementCache((sql) => database.prepareArrays(sql));

  const entryAt = (position: number): JournalEntry => journalEntry(entry_at.get(position) as JournalRow);

  /** The number of the first event at or after a moment, or one past the last. */
  const firstEventSince = (scope: Scope, at_ms: number): number => {
    const found = first_since.get(scope, at_ms) as { first_event: number } | undefined;
    return found?.first_event ?? (last_event.get(scope) as number) + 1;
  };

  const eventOf = (scope: Scope, number: number): StoredEvent | undefined => {
    const row = entry_of_event.get(scope, number) as JournalRow | undefined;
    if (row === undefined || number >= row.first_event + row.event_count) return undefined;
    return { entry: journalEntry(row), number };
  };

  return {
    async get<K extends Kind>(scope: Scope, kind: K, id: string) {
      const row = point[kind].get(scope, id) as Versioned | undefined;
      return row === undefined ? undefined : ofKind(kind, row);
    },

    async list<K extends Kind>(query: ListQuery<K>): Promise<Page<StoredRow<K>>> {
      const { text, values } = listSql(query, DIALECT);
      const rows = cachedArrays(text).all(...values) as [id: string, version: number, document: string][];
      return pageOf(
        rows.map(([id, version, document]) => ({ kind: query.kind, id, version, document })),
        query,
      );
    },

    async versionOf(scope, id, which) {
      const found = (
        'version' in which ? by_version.get(scope, id, which.version) : by_time.get(scope, id, which.at_ms)
      ) as { position: number } | undefined;
      if (found === undefined) return undefined;
      const versions = entryAt(found.position).changes.filter((change) => change.id === id);
      return 'version' in which ? versions.find((change) => change.version === which.version) : versions.at(-1);
    },

    async history(query: HistoryQuery): Promise<Page<JournalEntry>> {
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

    async events(query: EventQuery): Promise<Page<StoredEvent>> {
      const { scope } = query;
      const from = query.from_ms === undefined ? 1 : firstEventSince(scope, query.from_ms);
      const below =
        query.below_ms === undefined ? (last_event.get(scope) as number) + 1 : firstEventSince(scope, query.below_ms);
      const low = Math.max(from - 1, query.ending_before ?? 0);
      const high = Math.min(below, query.starting_after ?? Number.MAX_SAFE_INTEGER);
      const direction = isBackwards(query) ? 'ASC' : 'DESC';
      const numbers: number[] = [];
      if (query.types === undefined) {
        // Numbers have no gaps: the page is known without asking.
        const first = isBackwards(query) ? low + 1 : high - 1;
        const step = isBackwards(query) ? 1 : -1;
        for (let n = first; n > low && n < high && numbers.length <= query.limit; n += step) numbers.push(n);
      } else {
        const select = cachedArrays(
          `SELECT number FROM event_types WHERE scope = ? AND type = ? AND number > ? AND number < ?
           ORDER BY number ${direction} LIMIT ?`,
        );
        for (const type of new Set(query.types)) {
          const found = select.all(scope, type, low, high, query.limit + 1) as [number][];
          numbers.push(...found.map(([number]) => number));
        }
        numbers.sort((a, b) => (isBackwards(query) ? a - b : b - a));
        numbers.splice(query.limit + 1);
      }
      const page = pageOf(numbers, query);
      return {
        items: page.items.map((number) => eventOf(scope, number)).filter((event) => event !== undefined),
        has_more: page.has_more,
      };
    },

    async event(scope, number) {
      return eventOf(scope, number);
    },

    async due(query) {
      const { text, values } = dueSql(query, DIALECT.placeholder);
      return cached(text).all(...values) as DueObject[];
    },

    async totals(query) {
      const { text, values } = totalsSql(query, DIALECT);
      const rows = cached(text).all(...values) as TotalRow[];
      return rows.map((row) => totalOf(row, query));
    },

    async periodTotals(query) {
      return sqlitePeriodTotals(query, cachedArrays);
    },
  };
}
