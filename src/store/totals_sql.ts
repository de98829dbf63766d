/** Sums and counts of a column as SQL. */
import type { ColumnValue } from '../core/kernel/kind_declaration.js';
import { KINDS } from '../core/kinds.js';
import { anySql, binder, conditionSql, type Dialect, type Sql } from './list_sql.js';
import type { Total, TotalsQuery } from './port.js';

/** The halves of a sum as text, since a sum of many numbers may not fit into 64 bits, nor one of those into a double. */
export type TotalRow = { readonly count: number; readonly high?: string; readonly low?: string } & Readonly<
  Record<`by_${number}`, ColumnValue>
>;

const HALF_BITS = 32n;

export function totalsSql(query: TotalsQuery, dialect: Dialect): Sql {
  const { table, columns } = KINDS[query.kind];
  const summed = query.sum === undefined ? [] : [query.sum];
  for (const column of [...summed, ...query.by]) {
    if (!(column in columns)) throw new Error(`${query.kind} has no column ${column}`);
  }
  const { values, bind } = binder(dialect);
  const groups = query.by.map((column, index) => `${column} AS by_${index}`);
  const selected = [
    ...groups,
    'count(*) AS count',
    ...summed.flatMap((column) => [
      `CAST(coalesce(sum(CAST(${column} AS bigint) >> ${HALF_BITS}), 0) AS text) AS high`,
      `CAST(coalesce(sum(CAST(${column} AS bigint) & ${2n ** HALF_BITS - 1n}), 0) AS text) AS low`,
    ]),
  ];
  const conditions = [`scope = ${bind(query.scope)}`];
  for (const condition of query.where) conditions.push(conditionSql(query, condition, bind, dialect));
  conditions.push(...anySql(query, bind, dialect));
  const group = query.by.length === 0 ? '' : ` GROUP BY ${query.by.join(', ')}`;
  return { text: `SELECT ${selected.join(', ')} FROM ${table} WHERE ${conditions.join(' AND ')}${group}`, values };
}

export function totalOf(row: TotalRow, { by }: TotalsQuery): Total {
  return {
    by: by.map((_column, index) => row[`by_${index}`] ?? null),
    count: row.count,
    sum: (BigInt(row.high ?? 0) << HALF_BITS) + BigInt(row.low ?? 0),
  };
}
