/**
 * What moving money costs, and when it can be used: one model for every account, currency and card, so that a client
 * can count on it. Amounts are minor units.
 */
import { amountStep } from '../../kernel/currencies.js';

const FEE_PER_MILLE = 29;
const FIXED_FEE = 30;
export const DISPUTE_FEE = 1_500;

const PENDING_SECONDS = 2 * 24 * 60 * 60;

/**
 * The fee for receiving an amount: 2.9 % and 30, rounded half up to what the currency carries, but never more than was
 * received.
 */
export function processingFee(amount: number, currency: string): number {
  const step = amountStep(currency);
  const block = 1_000 * step;
  // Whole blocks and the rest apart, so that no product exceeds 2^53.
  const rest = amount % block;
  const steps = Math.floor((rest * FEE_PER_MILLE + FIXED_FEE * 1_000 + block / 2) / block);
  return Math.min(((amount - rest) / 1_000) * FEE_PER_MILLE + steps * step, amount);
}

/** From when what is received now can be used. `bypasses_pending` is what some test cards do. */
export function availableOn(now: number, bypasses_pending: boolean): number {
  return bypasses_pending ? now : now + PENDING_SECONDS;
}
