/**
 * Sums by period in SQLite. It can group only by sorting, which takes seconds for a million rows; so each combination of
 * values is looked up in the index, from one to the next, and each of its periods is one range of that index.
 */
import { checkedTable } from '../period_totals.js';
import type { PeriodTotal, PeriodTotalsQuery } from '../port.js';
import type { Statement } from './binding.js';

export function sqlitePeriodTotals(query: PeriodTotalsQuery, prepare: (sql: string) => Statement): PeriodTotal[] {
  const table = checkedTable(query);
  const { scope, by, sums, along, bounds, within } = query;
  const from = `FROM ${table} WHERE scope = ?${by.map((column) => ` AND ${column} = ?`).join('')} AND ${along} >= ? AND ${along} < ?${within === undefined ? '' : ` AND ${within.column} >= ? AND ${within.column} < ?`}`;
  const last = within === undefined ? [] : [within.from, within.below];
  const select = (sum_list: readonly string[]) => prepare(`SELECT ${['count(*)', ...sum_list].join(', ')} ${from}`);
  const plain = select(sums.map((column) => `CAST(sum(${column}) AS text)`));
  const in_halves = select(
    sums.flatMap((column) => [
      `CAST(sum(${column} >> ${HALF_BITS}) AS text)`,
      `CAST(sum(${column} & ${LOW_HALF}) AS text)`,
    ]),
  );
  const totals: PeriodTotal[] = [];
  for (const values of combinations(query, table, prepare)) {
    for (let period = 0; period + 1 < bounds.length; period += 1) {
      const asked = [scope, ...values, bounds[period], bounds[period + 1], ...last];
      const total = added(plain, asked) ?? addedInHalves(in_halves, asked);
      if (total.count > 0) totals.push({ by: values, period, ...total });
    }
  }
  return totals;
}

type Added = Pick<PeriodTotal, 'count' | 'sums'>;

const HALF_BITS = 32n;
const LOW_HALF = 2n ** HALF_BITS - 1n;

/** Undefined where a sum does not fit into 64 bits. */
function added(statement: Statement, asked: readonly unknown[]): Added | undefined {
  try {
    const [count = 0, ...sums] = statement.get(...asked) as [number, ...(string | null)[]];
    return { count, sums: sums.map((sum) => BigInt(sum ?? 0)) };
  } catch (error) {
    if (error instanceof Error && error.message === 'integer overflow') return undefined;
    throw error;
  }
}

/** The same in two parts of each number, which takes twice as long. */
function addedInHalves(statement: Statement, asked: readonly unknown[]): Added {
  const [count, ...parts] = statement.get(...asked) as [number, ...(string | null)[]];
  const sums = Array.from({ length: parts.length / 2 }, (_, index) => {
    return (BigInt(parts[2 * index] ?? 0) << HALF_BITS) + BigInt(parts[2 * index + 1] ?? 0);
  });
  return { count, sums };
}

/** Those that have anything in any of the periods. */
function combinations(
  { scope, by, only, along, bounds }: PeriodTotalsQuery,
  table: string,
  prepare: (sql: string) => Statement,
): readonly (readonly string[])[] {
  const equal = by.map((column) => ` AND ${column} = ?`).join('');
  const exists = prepare(`SELECT 1 FROM ${table} WHERE scope = ?${equal} AND ${along} >= ? AND ${along} < ? LIMIT 1`);
  const found: (readonly string[])[] = [];
  // Depth first: the values of a column that occur together with those before it, each found from the one before.
  const visit = (values: readonly string[]): void => {
    const column = by[values.length];
    if (column === undefined) {
      if (exists.get(scope, ...values, bounds[0], bounds.at(-1)) !== undefined) found.push(values);
      return;
    }
    const fixed = only[values.length];
    if (fixed !== undefined) {
      visit([...values, fixed]);
      return;
    }
    const before = by
      .slice(0, values.length)
      .map((name) => ` AND ${name} = ?`)
      .join('');
    const next = prepare(
      `SELECT ${column} FROM ${table} WHERE scope = ?${before} AND ${column} > ? ORDER BY ${column} LIMIT 1`,
    );
    // Every text is at least the empty one, and null is not: so an index of those that are not null serves, too.
    const first = prepare(
      `SELECT ${column} FROM ${table} WHERE scope = ?${before} AND ${column} >= '' ORDER BY ${column} LIMIT 1`,
    );
    let row = first.get(scope, ...values) as [string] | undefined;
    while (row !== undefined) {
      visit([...values, row[0]]);
      row = next.get(scope, ...values, row[0]) as [string] | undefined;
    }
  };
  visit([]);
  return found;
}
