/**
 * The amounts of records and attempts that are kept for payment intents: they follow from the intent and its charge.
 * `authorized`, `guaranteed` and `refunded` are milestones; `canceled` is what will not be collected any more.
 */

import { compact } from '../../kernel/shared.js';
import type { Charge } from '../charge/types.js';
import type { PaymentIntent } from '../payment_intent/types.js';
import type { Amounts, PaymentAttemptRecord } from './types.js';

type Ends = Pick<PaymentAttemptRecord, 'amounts' | 'failed_at' | 'canceled_at'>;
type Taken = Pick<Charge, 'status' | 'authorization' | 'amount_captured' | 'amount_refunded' | 'captured'>;

/** `intended` is what the intent is to collect now. */
export function attemptAmounts(attempt: Ends, charge: Taken | undefined, intended: number): Amounts {
  const { requested } = attempt.amounts;
  const asked = { requested, intended: intended === requested ? undefined : intended };
  if (attempt.failed_at !== undefined) return compact<Amounts>({ ...asked, failed: intended });
  if (charge?.status !== 'succeeded') {
    return compact<Amounts>({ ...asked, canceled: attempt.canceled_at === undefined ? undefined : intended });
  }
  const authorized = charge.authorization?.amount ?? 0;
  const { amount_captured = 0, amount_refunded = 0, captured } = charge;
  const is_over = captured === true || attempt.canceled_at !== undefined;
  return compact<Amounts>({
    ...asked,
    authorized,
    guaranteed: amount_captured || undefined,
    canceled: is_over && authorized > amount_captured ? authorized - amount_captured : undefined,
    refunded: amount_refunded || undefined,
  });
}

/** Those of the latest attempt; a canceled intent has nothing to collect any more, however its last attempt ended. */
export function recordAmounts(
  requested: number,
  attempt: Pick<PaymentAttemptRecord, 'amounts'> | undefined,
  intent: Pick<PaymentIntent, 'amount' | 'status'>,
): Amounts {
  const asked = { requested, intended: intent.amount === requested ? undefined : intent.amount };
  if (intent.status === 'canceled') {
    return compact<Amounts>({ ...asked, authorized: attempt?.amounts.authorized, canceled: intent.amount });
  }
  if (attempt === undefined) return compact<Amounts>(asked);
  return compact<Amounts>({ ...attempt.amounts, ...asked });
}

/** What is wrong with amounts of a processed payment by themselves; nothing ever should be. */
export function processedViolations(amounts: Amounts): string[] {
  const { requested, intended = requested } = amounts;
  const { authorized = 0, guaranteed = 0, failed = 0, canceled = 0, refunded = 0 } = amounts;
  const found: string[] = [];
  const parts = { requested, intended, authorized, guaranteed, failed, canceled, refunded };
  for (const [part, value] of Object.entries(parts)) {
    if (!Number.isSafeInteger(value) || value < 0) found.push(`amount_${part} is ${value}`);
  }
  if (requested === 0 || intended === 0) found.push('nothing is to be collected');
  if (failed > 0 && authorized + guaranteed + canceled + refunded > 0) found.push('only a part of it has failed');
  if (guaranteed > 0 && authorized === 0) found.push(`amount_guaranteed is ${guaranteed}, but nothing was authorized`);
  if (guaranteed > 0 && canceled > 0 && guaranteed + canceled !== authorized) {
    found.push(`amount_guaranteed ${guaranteed} and amount_canceled ${canceled} are not the authorized ${authorized}`);
  }
  if (refunded > guaranteed) found.push(`amount_refunded ${refunded} exceeds the guaranteed ${guaranteed}`);
  return found;
}
