/** How reports move money between the parts of an amount. Every function keeps `violations` empty. */
import type { Amounts } from './types.js';

export type Outcome = 'guaranteed' | 'failed' | 'canceled';

/** A new attempt asks for the whole amount again; what became of earlier attempts stays with them. */
export function initiatedAmounts(requested: number): Amounts {
  return { requested };
}

/** Reports are all or nothing. A guarantee implies that the whole amount was authorized. */
export function withOutcome(amounts: Amounts, outcome: Outcome): Amounts {
  const { requested } = amounts;
  return outcome === 'guaranteed'
    ? { requested, authorized: requested, guaranteed: requested }
    : { requested, [outcome]: requested };
}

/** What can still be refunded. A refund leaves `guaranteed` as it was: it tells what happened, not what is left. */
export function refundable(amounts: Amounts): number {
  return (amounts.guaranteed ?? 0) - (amounts.refunded ?? 0);
}

/** `amount` must be between 1 and `refundable(amounts)`. */
export function withRefund(amounts: Amounts, amount: number): Amounts {
  return { ...amounts, refunded: (amounts.refunded ?? 0) + amount };
}

/** What is wrong with reported amounts; nothing ever should be. `daybook verify` asks this of every stored version. */
export function violations(amounts: Amounts): string[] {
  const { requested, authorized = 0, guaranteed = 0, failed = 0, canceled = 0, refunded = 0 } = amounts;
  const found: string[] = [];
  for (const [part, value] of Object.entries({ requested, authorized, guaranteed, failed, canceled, refunded })) {
    if (!Number.isSafeInteger(value) || value < 0) found.push(`amount_${part} is ${value}`);
    if (value > requested) found.push(`amount_${part} ${value} exceeds the requested ${requested}`);
  }
  if (requested === 0) found.push('amount_requested is 0');
  if ([guaranteed, failed, canceled].filter((value) => value > 0).length > 1) {
    found.push('more than one of guaranteed, failed and canceled is set');
  }
  if (guaranteed > authorized) found.push(`amount_guaranteed ${guaranteed} exceeds the authorized ${authorized}`);
  if (refunded > guaranteed) found.push(`amount_refunded ${refunded} exceeds the guaranteed ${guaranteed}`);
  return found;
}
