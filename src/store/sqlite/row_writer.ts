/** Writing objects: the row with its columns, and what the index of metadata has of it. */
import { kindOf } from '../../core/kinds.js';
import { ConflictError, type RowWrite } from '../port.js';
import type { Sqlite, Statement } from './binding.js';
import type { KindTables } from './kind_tables.js';

export function rowWriter(
  database: Sqlite,
  tables: KindTables,
  statement: (sql: string) => Statement,
): (row: RowWrite) => void {
  const insert_metadata = database.prepare('INSERT INTO metadata_index VALUES (?, ?, ?, ?, ?)');
  const delete_metadata = database.prepare(
    'DELETE FROM metadata_index WHERE scope = ? AND kind = ? AND key = ? AND value = ? AND id = ?',
  );
  return (row) => {
    const { names, insert } = tables[row.kind];
    if (row.expected_version === 0) {
      insert.run(row.scope, row.id, row.version, row.document, ...valuesOf(row, names));
    } else {
      update(statement, row, names);
    }
    const { removed = [], added = [] } = row.metadata ?? {};
    for (const [key, value] of removed) delete_metadata.run(row.scope, row.kind, key, value, row.id);
    for (const [key, value] of added) insert_metadata.run(row.scope, row.kind, key, value, row.id);
  };
}

function update(statement: (sql: string) => Statement, row: RowWrite, names: readonly string[]): void {
  // A column that is named is written to every index that holds it, even if its value stays the same.
  const changed = row.changed_columns ?? names;
  const { changes } = statement(
    `UPDATE ${kindOf(row.kind).table} SET version = ?, document = ?${changed.map((name) => `, ${name} = ?`).join('')}
     WHERE scope = ? AND id = ? AND version = ?`,
  ).run(row.version, row.document, ...valuesOf(row, changed), row.scope, row.id, row.expected_version);
  if (changes !== 1) throw new ConflictError(`${row.id} is no longer at version ${row.expected_version}`);
}

function valuesOf({ columns }: RowWrite, names: readonly string[]) {
  return names.map((name) => columns[name]);
}
