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
