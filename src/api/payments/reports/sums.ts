/** Payments by what became of them, added up: for the whole time, for each period, for each processor and method. */

export interface Sums {
  payments: number;
  succeeded: number;
  failed: number;
  amount_guaranteed: bigint;
  amount_refunded: bigint;
}

/** Some payments of one period that have everything in common by which they are told apart, or some refunds of it. */
export interface Share extends Readonly<Partial<Sums>> {
  readonly period: number;
  readonly currency: string;
  /** A refund is not told apart by how the payment was made. */
  readonly processor?: string;
  readonly method?: string;
}

function nothing(): Sums {
  return { payments: 0, succeeded: 0, failed: 0, amount_guaranteed: 0n, amount_refunded: 0n };
}

function add(sums: Sums, share: Share): void {
  sums.payments += share.payments ?? 0;
  sums.succeeded += share.succeeded ?? 0;
  sums.failed += share.failed ?? 0;
  sums.amount_guaranteed += share.amount_guaranteed ?? 0n;
  sums.amount_refunded += share.amount_refunded ?? 0n;
}

/**
 * A sum as JSON can say it exactly: a number, and beyond 2^53, where clients would read another one, its digits as a text.
 */
export function exactSum(sum: bigint): number | string {
  return sum <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(sum) : String(sum);
}

export function sumOf(shares: readonly Share[]): Sums {
  const sums = nothing();
  for (const share of shares) add(sums, share);
  return sums;
}

/** One for each period, also for those in which there is nothing. */
export function sumsByPeriod(shares: readonly Share[], periods: number): readonly Sums[] {
  const sums = Array.from({ length: periods }, nothing);
  for (const share of shares) add(sums[share.period] as Sums, share);
  return sums;
}

/** One for each value of a column that occurs, those with most payments first. */
export function sumsBy(
  shares: readonly Share[],
  column: 'currency' | 'processor' | 'method',
): readonly (readonly [value: string, sums: Sums])[] {
  const groups = new Map<string, Sums>();
  for (const share of shares) {
    const value = share[column];
    if (value === undefined) continue;
    const sums = groups.get(value) ?? nothing();
    groups.set(value, sums);
    add(sums, share);
  }
  return [...groups].sort(([a, one], [b, other]) => other.payments - one.payments || (a < b ? -1 : 1));
}
