/** The walk over everything that is stored, for `daybook verify`. */
import type { Kind } from '../../core/kernel/kind.js';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import { INDEX_COLUMNS, INDEX_NAMES, type IndexName } from '../index_columns.js';
import type { IndexEntry, IndexedHistory, InspectedRow, Inspector, ScopeHead } from '../port.js';
import { inspectedEntry, type JournalRow } from '../rows.js';

/** Sends one statement that reads: over the pool, or over the one connection of a snapshot. */
export type Query = <Row extends object>(text: string, values: readonly unknown[]) => Promise<Row[]>;

/** Rows of the table of a kind. */
export async function inspectedRows(
  query: Query,
  kind: Kind,
  clauses: string,
  values: readonly unknown[],
): Promise<InspectedRow[]> {
  const { table, columns } = kindOf(kind);
  const rows = await query<Omit<InspectedRow, 'kind' | 'columns'> & Record<string, string | number | null>>(
    `SELECT * FROM ${table} ${clauses}`,
    values,
  );
  return rows.map(({ scope, id, version, document, ...row }) => ({
    kind,
    scope,
    id,
    version,
    document,
    columns: Object.fromEntries(Object.keys(columns).map((name) => [name, row[name] ?? null])),
  }));
}

export function postgresInspector(query: Query): Inspector {
  const select = (kind: Kind, clauses: string, values: readonly unknown[]) =>
    inspectedRows(query, kind, clauses, values);

  return {
    async counts() {
      const rows = KIND_NAMES.map((kind) => `(SELECT count(*) FROM ${kindOf(kind).table})`).join(' + ');
      const indexes = INDEX_NAMES.map((name) => `(SELECT count(*) FROM ${name}) AS ${name}`).join(', ');
      const [counts] = await query<Record<IndexName | 'journal' | 'rows', number>>(
        `SELECT (SELECT count(*) FROM journal) AS journal, ${rows} AS rows, ${indexes}`,
        [],
      );
      if (counts === undefined) throw new Error('counting returned nothing');
      const { journal, rows: row_count, ...rest } = counts;
      return { journal, rows: row_count, indexes: rest };
    },

    async journal(after_position, limit) {
      const rows = await query<JournalRow>('SELECT * FROM journal WHERE position > $1 ORDER BY position LIMIT $2', [
        after_position,
        limit,
      ]);
      return rows.map(inspectedEntry);
    },

    async heads() {
      return query<ScopeHead>(
        'SELECT scope, account, livemode, last_event, last_at_ms, head_position, head_hash FROM scopes ORDER BY scope',
        [],
      );
    },

    async rows(kind, after, limit) {
      return select(kind, 'WHERE (scope, id) > ($1, $2) ORDER BY scope, id LIMIT $3', [after.scope, after.id, limit]);
    },

    async rowsBy(kind, column, after, limit) {
      return select(kind, `WHERE (scope, ${column}, id) > ($1, $2, $3) ORDER BY scope, ${column}, id LIMIT $4`, [
        after.scope,
        after.value,
        after.id,
        limit,
      ]);
    },

    async rowsWithIds(kind, scope, ids) {
      return select(kind, 'WHERE scope = $1 AND id = ANY ($2::text[])', [scope, ids]);
    },

    async histories(scope, ids) {
      return query<IndexedHistory>(
        `SELECT id, count(*) AS versions, max(version) AS last_version,
           count(*) FILTER (WHERE position < previous) AS misplaced, count(*) FILTER (WHERE gone) AS lost
         FROM (
           SELECT o.id, o.version, o.position, j.position IS NULL AS gone,
             lag(o.position, 1, 0::bigint) OVER (PARTITION BY o.id ORDER BY o.version) AS previous
           FROM journal_objects AS o LEFT JOIN journal AS j ON j.position = o.position
           WHERE o.scope = $1 AND o.id = ANY ($2::text[])
         ) AS versions GROUP BY id`,
        [scope, ids],
      );
    },

    async missingFromIndexes(entries) {
      const missing = await Promise.all(INDEX_NAMES.map((name) => missingFrom(query, name, entries)));
      const places = new Set(missing.flat());
      return entries.filter((_, place) => places.has(place));
    },

    async integrity() {
      return (await invalidIndexes(query)).map((name) => `the index ${name} is not valid: REINDEX INDEX ${name}`);
    },
  };
}

/** Those that the server does not use, since building them was interrupted or failed. */
export async function invalidIndexes(query: Query): Promise<readonly string[]> {
  const rows = await query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
     JOIN pg_namespace AS n ON n.oid = c.relnamespace
     WHERE NOT i.indisvalid AND n.nspname = current_schema() ORDER BY c.relname`,
    [],
  );
  return rows.map(({ name }) => name);
}

/** The places, in `entries`, of those of one index that it does not hold. */
async function missingFrom(query: Query, name: IndexName, entries: readonly IndexEntry[]): Promise<readonly number[]> {
  const places: number[] = [];
  const wanted: Record<string, unknown>[] = [];
  entries.forEach((entry, place) => {
    if (entry.index !== name) return;
    places.push(place);
    wanted.push({ ...entry });
  });
  if (wanted.length === 0) return [];
  const columns = Object.entries(INDEX_COLUMNS[name]);
  const arrays = columns.map(([, type], index) => `$${index + 1}::${type}[]`).join(', ');
  const names = columns.map(([column]) => column);
  const rows = await query<{ ordinal: number }>(
    `SELECT w.ordinal FROM unnest(${arrays}) WITH ORDINALITY AS w(${names.join(', ')}, ordinal)
     WHERE NOT EXISTS (SELECT 1 FROM ${name} AS t WHERE ${names.map((column) => `t.${column} = w.${column}`).join(' AND ')})`,
    names.map((column) => wanted.map((entry) => entry[column])),
  );
  return rows.map(({ ordinal }) => places[ordinal - 1]).filter((place) => place !== undefined);
}
