/** Reading from SQLite. Calls return at once; they are promises because other engines' are. */
import type { Kind } from '../../core/kernel/kind.js';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import { dueSql } from '../due_sql.js';
import { type Dialect, listSql, pageOf } from '../list_sql.js';
import type { Scope } from '../page.js';
import type { DueObject, ListQuery, Reader, StoredRow } from '../port.js';
import { type TotalRow, totalOf, totalsSql } from '../totals_sql.js';
import type { Sqlite, Statement } from './binding.js';
import { journalReader } from './journal_reader.js';
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
  const cached = statementCache((sql) => database.prepare(sql));
  const cachedArrays = statementCache((sql) => database.prepareArrays(sql));
  return {
    ...journalReader(database, cachedArrays),

    async get<K extends Kind>(scope: Scope, kind: K, id: string) {
      const row = point[kind].get(scope, id) as Versioned | undefined;
      return row === undefined ? undefined : ofKind(kind, row);
    },

    async list<K extends Kind>(query: ListQuery<K>) {
      const { text, values } = listSql(query, DIALECT);
      const rows = cachedArrays(text).all(...values) as [id: string, version: number, document: string][];
      return pageOf(
        rows.map(([id, version, document]) => ({ kind: query.kind, id, version, document })),
        query,
      );
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
