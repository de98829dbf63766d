/**
 * What a processor that is named calls a payment, it calls no other one: its reference belongs to one payment record.
 * Attempts of that record may share it, as a processor may try again under the name it has. Under `custom` anybody may
 * have given it, so it may repeat (see `same_reference`).
 */
import type { Reference, State } from '../../kernel/decision.js';
import type { Refusal } from '../../kernel/refusal.js';
import { trimmedReference } from './references.js';
import { paymentReportedBefore } from './refusals.js';
import type { PaymentAttemptRecord, ProcessorDetails } from './types.js';

/** The processor and its reference, as one text that only one record can have; undefined where there is nothing to hold. */
function claimOf({ type, payment_reference }: ProcessorDetails): string | undefined {
  if (type === 'custom' || payment_reference === undefined) return undefined;
  return `${type}:${trimmedReference(payment_reference)}`;
}

/** The column of it: of several attempts of a record that share it, the first one has it. */
export function claimedReference(attempt: PaymentAttemptRecord): string | null {
  if (attempt.reported_by !== 'self' || attempt.repeats_reference) return null;
  return claimOf(attempt.processor_details) ?? null;
}

export function claimReads(details: ProcessorDetails | undefined): readonly Reference[] {
  const value = details && claimOf(details);
  return value === undefined ? [] : [{ kind: 'payment_attempt_record', column: 'claimed_reference', value }];
}

/** What an attempt with these details has to say of itself; a refusal where another record has the reference. */
export function claim(
  state: State,
  details: ProcessorDetails,
  record: string | undefined,
): Pick<PaymentAttemptRecord, 'repeats_reference'> | Refusal {
  const value = claimOf(details);
  if (value === undefined) return {};
  const [holder] = state.find('payment_attempt_record', 'claimed_reference', value);
  if (holder === undefined) return {};
  const { payment_record } = holder.document;
  if (payment_record === record) return { repeats_reference: true };
  return paymentReportedBefore(details.type, value.slice(details.type.length + 1), payment_record);
}
