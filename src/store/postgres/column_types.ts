/** The types of the columns of every kind's table. */
import type pg from 'pg';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import type { ColumnTypes } from './commit_statement.js';
import { read } from './connection.js';

/** Types are asked of the server once, rather than written down a second time beside the migrations. */
export async function columnTypes(pool: pg.Pool): Promise<ColumnTypes> {
  const rows = await read<{ table_name: string; column_name: string; data_type: string }>(
    pool,
    `SELECT table_name, column_name, data_type FROM information_schema.columns
     WHERE table_schema = current_schema() AND table_name = ANY ($1)`,
    [KIND_NAMES.map((kind) => kindOf(kind).table)],
  );
  const types = new Map<string, Map<string, string>>();
  for (const { table_name, column_name, data_type } of rows) {
    const of_table = types.get(table_name) ?? new Map<string, string>();
    types.set(table_name, of_table.set(column_name, data_type));
  }
  return types;
}
