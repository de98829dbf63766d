/** Sums by period in PostgreSQL, in one statement: it groups by hashing, and may use several processes for it. */
import { checkedTable } from '../period_totals.js';
import type { PeriodTotal, PeriodTotalsQuery } from '../port.js';

interface Row extends Record<string, string | number | null> {
  readonly period: number;
  readonly count: number;
}

export async function postgresPeriodTotals(
  query: PeriodTotalsQuery,
  read: (text: string, values: readonly unknown[]) => Promise<Row[]>,
): Promise<PeriodTotal[]> {
  const table = checkedTable(query);
  const { scope, by, only, sums, along, bounds, within } = query;
  const type = along === 'id' ? 'text' : 'bigint';
  const selected = [
    ...by.map((column, index) => `${column} AS by_${index}`),
    `width_bucket(${along}, $2::${type}[]) - 1 AS period`,
    'count(*) AS count',
    // The server adds up without a limit.
    ...sums.map((column, index) => `CAST(coalesce(sum(${column}), 0) AS text) AS sum_${index}`),
  ];
  const conditions = [
    'scope = $1',
    `${along} >= $3`,
    `${along} < $4`,
    ...by.map((column) => `${column} IS NOT NULL`),
    ...only.map((_value, index) => `${by[index]} = $${index + 5}`),
    ...(within === undefined
      ? []
      : [`${within.column} >= $${only.length + 5}`, `${within.column} < $${only.length + 6}`]),
  ];
  const groups = [...by.map((_column, index) => `by_${index}`), 'period'];
  const text = `SELECT ${selected.join(', ')} FROM ${table} WHERE ${conditions.join(' AND ')} GROUP BY ${groups.join(', ')}`;
  const rows = await read(text, [
    scope,
    bounds,
    bounds[0],
    bounds.at(-1),
    ...only,
    ...(within === undefined ? [] : [within.from, within.below]),
  ]);
  return rows.map((row) => ({
    by: by.map((_column, index) => String(row[`by_${index}`])),
    period: row.period,
    count: row.count,
    sums: sums.map((_column, index) => BigInt(row[`sum_${index}`] ?? 0)),
  }));
}
