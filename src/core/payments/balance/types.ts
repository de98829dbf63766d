export const TRANSACTION_TYPES = ['charge', 'refund', 'refund_failure', 'adjustment'] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

/**
 * One movement of money on the account's balance. Amounts are minor units, negative where money leaves. It never changes,
 * except that under a test clock it is told when its money can be used.
 */
export interface BalanceTransaction {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly type: TransactionType;
  readonly amount: number;
  readonly fee?: number;
  readonly currency: string;
  /** From when the money can be used (Unix seconds). */
  readonly available_on: number;
  readonly description?: string;
  /** Only under a test clock: whether its time has come there. */
  readonly is_available?: true;
  /** The charge, refund or dispute that moved it. */
  readonly source: string;
  readonly test_clock?: string;
}

/** What a movement changes the balance by. */
export function netOf({ amount, fee = 0 }: BalanceTransaction): number {
  return amount - fee;
}

/** Whether the money can be used at a moment by the machine's time. */
export function isAvailable(transaction: BalanceTransaction, now: number): boolean {
  return availableByColumn(transaction) <= now;
}

/** Since when by the machine's time, which knows nothing of test clocks: always, or never, where one says. */
export function availableByColumn({ available_on, is_available, test_clock }: BalanceTransaction): number {
  if (test_clock === undefined) return available_on;
  return is_available === true ? 0 : Number.MAX_SAFE_INTEGER;
}
