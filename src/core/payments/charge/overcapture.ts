/** How much of a charge can be captured beyond what was authorized. */
import { carriedUpTo } from '../../kernel/carried_amounts.js';
import type { Charge } from './types.js';

/**
 * The most that can be captured of a charge in all its captures: what a processor grants is offered only as far as the
 * currency carries it, and never less than was authorized.
 */
export function maximumCapturable({ amount, authorization, currency }: Charge): number {
  const authorized = authorization?.amount ?? amount;
  const granted = authorization?.maximum_amount_capturable;
  return granted === undefined ? authorized : Math.max(authorized, carriedUpTo(granted, currency));
}
