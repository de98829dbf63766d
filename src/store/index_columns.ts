/** The indexes beside the tables, as both engines have them. */
import type { IndexEntry } from './port.js';

export type IndexName = IndexEntry['index'];

/** The columns of each, those of its key first, with the types to send them as. */
export const INDEX_COLUMNS = {
  journal_objects: { scope: 'integer', id: 'text', version: 'bigint', position: 'bigint' },
  event_types: { scope: 'integer', type: 'text', number: 'bigint' },
  metadata_index: { scope: 'integer', kind: 'text', key: 'text', value: 'text', id: 'text' },
} as const satisfies Record<IndexName, Readonly<Record<string, string>>>;

export const INDEX_NAMES = Object.keys(INDEX_COLUMNS) as IndexName[];

/** All columns but these are the key. */
const BESIDE_THE_KEY: readonly string[] = ['position'];

export function indexColumns(index: IndexName): { readonly all: readonly string[]; readonly key: readonly string[] } {
  const all = Object.keys(INDEX_COLUMNS[index]);
  return { all, key: all.filter((column) => !BESIDE_THE_KEY.includes(column)) };
}

export function indexValues(entry: IndexEntry, columns: readonly string[]): (string | number)[] {
  const values = entry as unknown as Readonly<Record<string, string | number>>;
  return columns.map((column) => values[column] as string | number);
}
