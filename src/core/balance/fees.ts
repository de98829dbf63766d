/**
 * What moving money costs, and when it can be used: one model for every account, currency and card, so that a client
 * can count on it. Amounts are minor units.
 */

const FEE_PER_MILLE = 29;
const FIXED_FEE = 30;
export const DISPUTE_FEE = 1_500;

const PENDING_SECONDS = 2 * 24 * 60 * 60;

/** The fee for receiving an amount: 2.9 %, rounded half up, plus 30, but never more than was received. */
export function processingFee(amount: number): number {
  // Thousands and the rest apart, so that no product exceeds 2^53.
  const rest = amount % 1_000;
  const share = ((amount - rest) / 1_000) * FEE_PER_MILLE + Math.floor((rest * FEE_PER_MILLE + 500) / 1_000);
  return Math.min(share + FIXED_FEE, amount);
}

/** From when what is received now can be used. `bypasses_pending` is what some test cards do. */
export function availableOn(now: number, bypasses_pending: boolean): number {
  return bypasses_pending ? now : now + PENDING_SECONDS;
}
