/** Entries of the indexes beside the tables, added and removed by themselves. */
import { INDEX_COLUMNS, type IndexName, indexColumns, indexValues } from '../index_columns.js';
import type { IndexEntry } from '../port.js';
import type { Query } from './inspector.js';

export async function removeEntries(query: Query, index: IndexName, entries: readonly IndexEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const { key } = indexColumns(index);
  const matching = key.map((column) => `t.${column} = r.${column}`).join(' AND ');
  await query(`DELETE FROM ${index} AS t USING ${recordsOf(index, key)} WHERE ${matching}`, arraysOf(entries, key));
}

export async function addEntries(
  query: Query,
  index: IndexName,
  entries: readonly IndexEntry[],
  replaces: boolean,
): Promise<void> {
  if (entries.length === 0) return;
  const { all, key } = indexColumns(index);
  const beside = all.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
  const otherwise = !replaces || beside.length === 0 ? 'NOTHING' : `UPDATE SET ${beside.join(', ')}`;
  await query(
    `INSERT INTO ${index} (${all.join(', ')}) SELECT DISTINCT ON (${key.join(', ')}) ${all.join(', ')} FROM ${recordsOf(index, all)}
     ON CONFLICT (${key.join(', ')}) DO ${otherwise}`,
    arraysOf(entries, all),
  );
}

function recordsOf(index: IndexName, columns: readonly string[]): string {
  const types: Readonly<Record<string, string>> = INDEX_COLUMNS[index];
  const arrays = columns.map((column, place) => `$${place + 1}::${types[column]}[]`).join(', ');
  return `unnest(${arrays}) AS r(${columns.join(', ')})`;
}

function arraysOf(entries: readonly IndexEntry[], columns: readonly string[]): (string | number)[][] {
  const rows = entries.map((entry) => indexValues(entry, columns));
  return columns.map((_, place) => rows.map((values) => values[place] as string | number));
}
