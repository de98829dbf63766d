/** The walk over everything that is stored, for `daybook verify`. */
import type pg from 'pg';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import type { IndexEntry, InspectedRow, Inspector } from '../port.js';
import { type JournalRow, journalEntry } from '../rows.js';
import { read } from './connection.js';

type IndexName = IndexEntry['index'];

/** The columns of each index beside the tables, with the types to send them as. */
const INDEX_COLUMNS = {
  journal_objects: { scope: 'integer', id: 'text', version: 'bigint', position: 'bigint' },
  event_types: { scope: 'integer', type: 'text', number: 'bigint' },
  metadata_index: { scope: 'integer', kind: 'text', key: 'text', value: 'text', id: 'text' },
} as const satisfies Record<IndexName, Readonly<Record<string, string>>>;

const INDEX_NAMES = Object.keys(INDEX_COLUMNS) as IndexName[];

export function postgresInspector(pool: pg.Pool): Inspector {
  return {
    async counts() {
      const rows = KIND_NAMES.map((kind) => `(SELECT count(*) FROM ${kindOf(kind).table})`).join(' + ');
      const indexes = INDEX_NAMES.map((name) => `(SELECT count(*) FROM ${name}) AS ${name}`).join(', ');
      const [counts] = await read<Record<IndexName | 'journal' | 'rows', number>>(
        pool,
        `SELECT (SELECT count(*) FROM journal) AS journal, ${rows} AS rows, ${indexes}`,
        [],
      );
      if (counts === undefined) throw new Error('counting returned nothing');
      const { journal, rows: row_count, ...rest } = counts;
      return { journal, rows: row_count, indexes: rest };
    },

    async journal(after_position, limit) {
      const rows = await read<JournalRow>(
        pool,
        'SELECT * FROM journal WHERE position > $1 ORDER BY position LIMIT $2',
        [after_position, limit],
      );
      return rows.map(journalEntry);
    },

    async rows(kind, after, limit) {
      const { table, columns } = kindOf(kind);
      const rows = await read<Omit<InspectedRow, 'kind' | 'columns'> & Record<string, string | number | null>>(
        pool,
        `SELECT * FROM ${table} WHERE (scope, id) > ($1, $2) ORDER BY scope, id LIMIT $3`,
        [after.scope, after.id, limit],
      );
      return rows.map(({ scope, id, version, document, ...row }) => ({
        kind,
        scope,
        id,
        version,
        document,
        columns: Object.fromEntries(Object.keys(columns).map((name) => [name, row[name] ?? null])),
      }));
    },

    async missingFromIndexes(entries) {
      const missing = await Promise.all(INDEX_NAMES.map((name) => missingFrom(pool, name, entries)));
      const places = new Set(missing.flat());
      return entries.filter((_, place) => places.has(place));
    },

    async integrity() {
      const rows = await read<{ name: string }>(
        pool,
        `SELECT c.relname AS name FROM pg_index AS i JOIN pg_class AS c ON c.oid = i.indexrelid
         JOIN pg_namespace AS n ON n.oid = c.relnamespace
         WHERE NOT i.indisvalid AND n.nspname = current_schema() ORDER BY c.relname`,
        [],
      );
      return rows.map(({ name }) => `the index ${name} is not valid: REINDEX INDEX ${name}`);
    },
  };
}

/** The places, in `entries`, of those of one index that it does not hold. */
async function missingFrom(pool: pg.Pool, name: IndexName, entries: readonly IndexEntry[]): Promise<readonly number[]> {
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
  const rows = await read<{ ordinal: number }>(
    pool,
    `SELECT w.ordinal FROM unnest(${arrays}) WITH ORDINALITY AS w(${names.join(', ')}, ordinal)
     WHERE NOT EXISTS (SELECT 1 FROM ${name} AS t WHERE ${names.map((column) => `t.${column} = w.${column}`).join(' AND ')})`,
    names.map((column) => wanted.map((entry) => entry[column])),
  );
  return rows.map(({ ordinal }) => places[ordinal - 1]).filter((place) => place !== undefined);
}
