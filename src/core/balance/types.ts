export const TRANSACTION_TYPES = ['charge', 'refund', 'refund_failure', 'adjustment'] as const;
export type TransactionType = (typeof TRANSACTION_TYPES)[number];

/** One movement of money on the account's balance; it never changes. Amounts are minor units, negative where money leaves. */
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
  /** The charge, refund or dispute that moved it. */
  readonly source: string;
}

/** What a movement changes the balance by. */
export function netOf({ amount, fee = 0 }: BalanceTransaction): number {
  return amount - fee;
}
