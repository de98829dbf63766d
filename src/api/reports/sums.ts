/** Payments by what became of them, added up: for the whole time, for each period, for each processor and method. */
import { isSettled } from '../../core/payment_record/states.js';
import type { PeriodTotal } from '../../store/port.js';

/** The columns that payments are counted by, in the order of their index. */
export const COUNTED_BY = ['currency', 'state', 'processor', 'method'] as const;
export const SUMMED = ['amount_guaranteed', 'amount_refunded'] as const;

export interface Sums {
  payments: number;
  succeeded: number;
  failed: number;
  amount_guaranteed: bigint;
  amount_refunded: bigint;
}

function nothing(): Sums {
  return { payments: 0, succeeded: 0, failed: 0, amount_guaranteed: 0n, amount_refunded: 0n };
}

function add(sums: Sums, { by: [, state], count, sums: [guaranteed = 0n, refunded = 0n] }: PeriodTotal): void {
  sums.payments += count;
  if (isSettled(state)) sums.succeeded += count;
  if (state === 'failed') sums.failed += count;
  sums.amount_guaranteed += guaranteed;
  sums.amount_refunded += refunded;
}

/**
 * A sum as JSON can say it exactly: a number, and beyond 2^53, where clients would read another one, its digits as a text.
 */
export function exactSum(sum: bigint): number | string {
  return sum <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(sum) : String(sum);
}

export function sumOf(totals: readonly PeriodTotal[]): Sums {
  const sums = nothing();
  for (const total of totals) add(sums, total);
  return sums;
}

/** One for each period, also for those in which there is nothing. */
export function sumsByPeriod(totals: readonly PeriodTotal[], periods: number): readonly Sums[] {
  const sums = Array.from({ length: periods }, nothing);
  for (const total of totals) add(sums[total.period] as Sums, total);
  return sums;
}

/** One for each value of a column that has payments, those with most payments first. */
export function sumsBy(
  totals: readonly PeriodTotal[],
  column: (typeof COUNTED_BY)[number],
): readonly (readonly [value: string, sums: Sums])[] {
  const place = COUNTED_BY.indexOf(column);
  const groups = new Map<string, Sums>();
  for (const total of totals) {
    const value = total.by[place] ?? '';
    const sums = groups.get(value) ?? nothing();
    groups.set(value, sums);
    add(sums, total);
  }
  return [...groups].sort(([a, one], [b, other]) => other.payments - one.payments || (a < b ? -1 : 1));
}
