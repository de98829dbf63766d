/** What engines have in common in adding up by period. */
import { kindOf } from '../core/kinds.js';
import type { PeriodTotalsQuery } from './port.js';

/** Names go into the text of statements: they must be columns. */
export function checkedTable({ kind, by, sums, only, along, bounds, within }: PeriodTotalsQuery): string {
  const { table, columns } = kindOf(kind);
  for (const column of [
    ...by,
    ...sums,
    ...(along === 'id' ? [] : [along]),
    ...(within === undefined ? [] : [within.column]),
  ]) {
    if (!(column in columns)) throw new Error(`${kind} has no column ${column}`);
  }
  if (only.length > by.length) throw new Error('more columns are fixed than there are');
  if (bounds.length < 2) throw new Error('a period needs two bounds');
  return table;
}
