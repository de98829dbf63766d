/** The walk over everything that is stored, for `daybook verify`. */
import type { Kind } from '../../core/kernel/kind.js';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import type { IndexEntry, IndexedHistory, InspectedRow, Inspector, ScopeHead } from '../port.js';
import { inspectedEntry, type JournalRow } from '../rows.js';
import type { Sqlite } from './binding.js';

/** Rows of the table of a kind. */
export function inspectedRows(
  database: Sqlite,
  kind: Kind,
  clauses: string,
  values: readonly (string | number)[],
): InspectedRow[] {
  const { table, columns } = kindOf(kind);
  const rows = database.prepare(`SELECT * FROM ${table} ${clauses}`).all(...values) as (Omit<
    InspectedRow,
    'kind' | 'columns'
  > &
    Record<string, string | number | null>)[];
  return rows.map(({ scope, id, version, document, ...row }) => ({
    kind,
    scope,
    id,
    version,
    document,
    columns: Object.fromEntries(Object.keys(columns).map((name) => [name, row[name] ?? null])),
  }));
}

export function sqliteInspector(database: Sqlite): Inspector {
  const count = (table: string): number => database.prepareValue(`SELECT count(*) FROM ${table}`).get() as number;
  const object = database.prepare(
    'SELECT 1 FROM journal_objects WHERE scope = ? AND id = ? AND version = ? AND position = ?',
  );
  const event_type = database.prepare('SELECT 1 FROM event_types WHERE scope = ? AND type = ? AND number = ?');
  const metadata = database.prepare(
    'SELECT 1 FROM metadata_index WHERE scope = ? AND kind = ? AND key = ? AND value = ? AND id = ?',
  );
  const isIndexed = (entry: IndexEntry): boolean => {
    const { scope } = entry;
    switch (entry.index) {
      case 'journal_objects':
        return object.get(scope, entry.id, entry.version, entry.position) !== undefined;
      case 'event_types':
        return event_type.get(scope, entry.type, entry.number) !== undefined;
      case 'metadata_index':
        return metadata.get(scope, entry.kind, entry.key, entry.value, entry.id) !== undefined;
    }
  };

  const select = (kind: Kind, clauses: string, values: readonly (string | number)[]) =>
    inspectedRows(database, kind, clauses, values);

  return {
    async counts() {
      return {
        journal: count('journal'),
        rows: KIND_NAMES.reduce((sum, kind) => sum + count(kindOf(kind).table), 0),
        indexes: {
          journal_objects: count('journal_objects'),
          event_types: count('event_types'),
          metadata_index: count('metadata_index'),
        },
      };
    },

    async journal(after_position, limit) {
      const rows = database
        .prepare('SELECT * FROM journal WHERE position > ? ORDER BY position LIMIT ?')
        .all(after_position, limit) as JournalRow[];
      return rows.map(inspectedEntry);
    },

    async heads() {
      const rows = database.prepare('SELECT * FROM scopes ORDER BY scope').all() as (Omit<ScopeHead, 'livemode'> & {
        livemode: number;
      })[];
      return rows.map((row) => ({ ...row, livemode: row.livemode === 1 }));
    },

    async rows(kind, after, limit) {
      return select(kind, 'WHERE (scope, id) > (?, ?) ORDER BY scope, id LIMIT ?', [after.scope, after.id, limit]);
    },

    async rowsBy(kind, column, after, limit) {
      return select(kind, `WHERE (scope, ${column}, id) > (?, ?, ?) ORDER BY scope, ${column}, id LIMIT ?`, [
        after.scope,
        after.value,
        after.id,
        limit,
      ]);
    },

    async rowsWithIds(kind, scope, ids) {
      return select(kind, 'WHERE scope = ? AND id IN (SELECT value FROM json_each(?))', [scope, JSON.stringify(ids)]);
    },

    async histories(scope, ids) {
      return database
        .prepare(
          `SELECT id, count(*) AS versions, max(version) AS last_version, sum(position < previous) AS misplaced, sum(gone) AS lost
           FROM (
             SELECT o.id, o.version, o.position, j.position IS NULL AS gone,
               lag(o.position, 1, 0) OVER (PARTITION BY o.id ORDER BY o.version) AS previous
             FROM journal_objects o LEFT JOIN journal j ON j.position = o.position
             WHERE o.scope = ? AND o.id IN (SELECT value FROM json_each(?))
           ) GROUP BY id`,
        )
        .all(scope, JSON.stringify(ids)) as IndexedHistory[];
    },

    async missingFromIndexes(entries) {
      return entries.filter((entry) => !isIndexed(entry));
    },

    async integrity() {
      return (database.pragma('integrity_check') as string[]).filter((line) => line !== 'ok');
    },
  };
}
