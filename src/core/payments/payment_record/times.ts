/** When payments happened, as the parties to them saw it. When Daybook was told is `created`, and the journal. */
import { stateOf } from './states.js';
import type { Amounts, PaymentRecord } from './types.js';

interface Ends {
  readonly guaranteed_at?: number | undefined;
  readonly failed_at?: number | undefined;
  readonly canceled_at?: number | undefined;
}

/** When it was decided what becomes of the money; undefined while that is open. */
export function outcomeTime(amounts: Amounts, ends: Ends): number | undefined {
  switch (stateOf(amounts)) {
    case 'guaranteed':
    case 'partially_refunded':
    case 'refunded':
      return ends.guaranteed_at;
    case 'failed':
      return ends.failed_at;
    case 'canceled':
      return ends.canceled_at;
    case 'initiated':
    case 'authorized':
      return undefined;
  }
}

export function happenedOf({ created, happened }: Pick<PaymentRecord, 'created' | 'happened'>): number {
  return happened ?? created;
}

/** A payment with an outcome always has a time for it: without one its money would be missing from every sum. */
export function outcomeHappenedOf(
  record: Pick<PaymentRecord, 'amounts' | 'created' | 'happened' | 'outcome_happened'>,
): number | null {
  const at = happenedOf(record);
  return (
    record.outcome_happened ??
    outcomeTime(record.amounts, { guaranteed_at: at, failed_at: at, canceled_at: at }) ??
    null
  );
}

type Times = Parameters<typeof outcomeHappenedOf>[0];

/**
 * Every zone's hours and days begin with a quarter of an hour, so most periods hold both or neither of two times in one.
 * Migration 9 says the same in SQL: a change here needs another migration.
 */
export const QUARTER_SECONDS = 900;

/** When it was begun, of a payment that was decided in the same quarter of an hour: most are, and are summed up in one pass. */
export function decidedSoon(record: Times): number | null {
  return isDecidedSoon(record) ? happenedOf(record) : null;
}

/** When it was begun, of every other payment. */
export function begunApart(record: Times): number | null {
  return isDecidedSoon(record) ? null : happenedOf(record);
}

/** When its outcome was known, of every other payment that has one. */
export function decidedApart(record: Times): number | null {
  return isDecidedSoon(record) ? null : outcomeHappenedOf(record);
}

function isDecidedSoon(record: Times): boolean {
  const decided = outcomeHappenedOf(record);
  return decided !== null && quarterOf(decided) === quarterOf(happenedOf(record));
}

function quarterOf(moment: number): number {
  return Math.floor(moment / QUARTER_SECONDS);
}
