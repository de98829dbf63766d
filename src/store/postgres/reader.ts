/** Reading from PostgreSQL: one round trip a call, two for a page of events. */
import type pg from 'pg';
import { kindOf } from '../../core/kinds.js';
import { dueSql } from '../due_sql.js';
import { CAPITAL_WITH_DOT, type Dialect, isBackwards, listSql, pageOf } from '../list_sql.js';
import type { DueObject, EventQuery, Reader, StoredEvent, StoredRow } from '../port.js';
import { type JournalRow, journalEntry } from '../rows.js';
import { type TotalRow, totalOf, totalsSql } from '../totals_sql.js';
import { read, type Server } from './connection.js';
import { postgresPeriodTotals } from './period_totals.js';

type Versioned = Omit<StoredRow, 'kind'>;

/**
 * Capitals follow ICU where the server has it, and otherwise the collation of the database, which may know no letters
 * but those of ASCII. Why capitals: see `Sqlite`.
 */
export function dialectOf({ has_icu }: Pick<Server, 'has_icu'>): Dialect {
  const folded = (expression: string) => {
    const text = `CAST(${expression} AS text)${has_icu ? ' COLLATE "und-x-icu"' : ''}`;
    return `replace(upper(lower(${text})), '${CAPITAL_WITH_DOT}', 'I')`;
  };
  return {
    placeholder: (index) => `$${index}`,
    folded,
    foldedValue: folded,
    position_of: 'strpos',
  };
}

export function postgresReader(pool: pg.Pool, dialect: Dialect): Reader {
  return {
    async get(scope, kind, id) {
      const [row] = await read<Versioned>(
        pool,
        `SELECT id, version, document FROM ${kindOf(kind).table} WHERE scope = $1 AND id = $2`,
        [scope, id],
      );
      return row === undefined ? undefined : { kind, ...row };
    },

    async list(query) {
      const { text, values } = listSql(query, dialect);
      const rows = await read<Versioned>(pool, text, values);
      return pageOf(
        rows.map((row) => ({ kind: query.kind, ...row })),
        query,
      );
    },

    async versionOf(scope, id, which) {
      const [row] = await ('version' in which
        ? read<JournalRow>(pool, ENTRY_OF_VERSION, [scope, id, which.version])
        : read<JournalRow>(pool, ENTRY_AT_TIME, [scope, id, which.at_ms]));
      if (row === undefined) return undefined;
      const versions = journalEntry(row).changes.filter((change) => change.id === id);
      return 'version' in which ? versions.find((change) => change.version === which.version) : versions.at(-1);
    },

    async history(query) {
      const direction = isBackwards(query) ? 'ASC' : 'DESC';
      const rows = await read<JournalRow>(
        pool,
        `SELECT * FROM journal WHERE position IN (
           SELECT DISTINCT position FROM journal_objects WHERE scope = $1 AND id = $2 AND position < $3 AND position > $4
           ORDER BY position ${direction} LIMIT $5
         ) ORDER BY position ${direction}`,
        [
          query.scope,
          query.id,
          query.starting_after ?? Number.MAX_SAFE_INTEGER,
          query.ending_before ?? -1,
          query.limit + 1,
        ],
      );
      return pageOf(rows.map(journalEntry), query);
    },

    async events(query) {
      const numbers = await eventNumbers(pool, query);
      const page = pageOf(numbers, query);
      return { items: await eventsOf(pool, query.scope, page.items), has_more: page.has_more };
    },

    async event(scope, number) {
      const [event] = await eventsOf(pool, scope, [number]);
      return event;
    },

    async due(query) {
      const { text, values } = dueSql(query, dialect.placeholder);
      return read<{ [K in keyof DueObject]: DueObject[K] }>(pool, text, values);
    },

    async totals(query) {
      const { text, values } = totalsSql(query, dialect);
      const rows = await read<TotalRow>(pool, text, values);
      return rows.map((row) => totalOf(row, query));
    },

    async periodTotals(query) {
      return postgresPeriodTotals(query, (text, values) => read(pool, text, values));
    },
  };
}

const ENTRY_OF_VERSION = `SELECT j.* FROM journal_objects AS o JOIN journal AS j ON j.position = o.position
WHERE o.scope = $1 AND o.id = $2 AND o.version = $3`;

const ENTRY_AT_TIME = `SELECT j.* FROM journal_objects AS o JOIN journal AS j ON j.position = o.position
WHERE o.scope = $1 AND o.id = $2 AND j.at_ms <= $3 ORDER BY o.version DESC LIMIT 1`;

/** The number of the first event at or after a moment, or one past the last. */
function firstSince(parameter: string): string {
  return `coalesce((SELECT first_event FROM journal WHERE scope = $1 AND at_ms >= ${parameter}::bigint
ORDER BY at_ms, position LIMIT 1), last_event + 1)`;
}

/** The page's event numbers, with one too many to tell whether there are more. */
async function eventNumbers(pool: pg.Pool, query: EventQuery): Promise<readonly number[]> {
  const direction = isBackwards(query) ? 'ASC' : 'DESC';
  const bounds = `bounds AS (SELECT
greatest(CASE WHEN $2::bigint IS NULL THEN 0 ELSE ${firstSince('$2')} - 1 END, $4::bigint) AS low,
least(CASE WHEN $3::bigint IS NULL THEN last_event + 1 ELSE ${firstSince('$3')} END, $5::bigint) AS high
FROM scopes WHERE scope = $1)`;
  const values: unknown[] = [
    query.scope,
    query.from_ms ?? null,
    query.below_ms ?? null,
    query.ending_before ?? 0,
    query.starting_after ?? Number.MAX_SAFE_INTEGER,
  ];
  if (query.types !== undefined) {
    const text = `WITH ${bounds} SELECT e.number FROM bounds, unnest($6::text[]) AS t(type) CROSS JOIN LATERAL (
SELECT number FROM event_types WHERE scope = $1 AND type = t.type AND number > bounds.low AND number < bounds.high
ORDER BY number ${direction} LIMIT $7) AS e ORDER BY e.number ${direction} LIMIT $7`;
    const rows = await read<{ number: number }>(pool, text, [...values, [...new Set(query.types)], query.limit + 1]);
    return rows.map((row) => row.number);
  }
  // Numbers have no gaps: the page is known from its bounds.
  const [row] = await read<{ low: number; high: number }>(pool, `WITH ${bounds} SELECT low, high FROM bounds`, values);
  if (row === undefined) return [];
  const count = Math.max(0, Math.min(query.limit + 1, row.high - row.low - 1));
  return Array.from({ length: count }, (_, index) => (isBackwards(query) ? row.low + 1 + index : row.high - 1 - index));
}

/** Events by number, in the order asked for; each entry is sent once however many of its events are wanted. */
async function eventsOf(pool: pg.Pool, scope: number, numbers: readonly number[]): Promise<readonly StoredEvent[]> {
  if (numbers.length === 0) return [];
  const rows = await read<JournalRow>(
    pool,
    `SELECT * FROM journal WHERE position IN (
       SELECT (SELECT position FROM journal WHERE scope = $1 AND event_count > 0 AND first_event <= n.number
       ORDER BY first_event DESC LIMIT 1) FROM unnest($2::bigint[]) AS n(number)
     ) ORDER BY first_event`,
    [scope, numbers],
  );
  const entries = rows.map((row) => ({ entry: journalEntry(row), below: row.first_event + row.event_count }));
  return numbers.flatMap((number) => {
    const found = entries.find(({ entry, below }) => entry.first_event <= number && number < below);
    return found === undefined ? [] : [{ entry: found.entry, number }];
  });
}
