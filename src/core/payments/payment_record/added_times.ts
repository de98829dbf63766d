/** The times that versions from before they were kept lack, as migration 7 gave them to the records that were there. */
import type { PaymentIntent } from '../payment_intent/types.js';
import { outcomeTime } from './times.js';
import type { PaymentAttemptRecord, PaymentRecord } from './types.js';

export function lacksTimes(record: PaymentRecord): boolean {
  return record.happened === undefined;
}

/** From all attempts of the record, and the intent that it belongs to. */
export function withTimes(
  record: PaymentRecord,
  attempts: readonly PaymentAttemptRecord[],
  intent: PaymentIntent | undefined,
): PaymentRecord {
  const reported = record.reported_by === 'self' ? attempts.map(({ initiated_at }) => initiated_at) : [];
  const happened = reported.length === 0 ? record.created : Math.min(...reported);
  const latest = attempts.find(({ id }) => id === record.latest_payment_attempt_record);
  const outcome_happened =
    outcomeTime(record.amounts, {
      guaranteed_at: latest?.guaranteed_at,
      failed_at: latest?.failed_at,
      canceled_at: intent?.canceled_at ?? latest?.canceled_at,
    }) ?? outcomeTime(record.amounts, { guaranteed_at: happened, failed_at: happened, canceled_at: happened });
  return { ...record, happened, ...(outcome_happened === undefined ? {} : { outcome_happened }) };
}
