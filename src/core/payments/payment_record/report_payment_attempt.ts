/** The report of another attempt, on a payment whose last one ended. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata, patchMetadata, type ShippingDetails } from '../../kernel/shared.js';
import { claim, claimReads } from './claim.js';
import { amountsWith, emitOutcome, type ReportedOutcome, timeOf } from './outcome.js';
import { type PaymentMethodInput, paymentMethodReferences, resolvePaymentMethod } from './payment_method_details.js';
import { findTargetFor, type Target } from './target.js';
import type { PaymentAttemptRecord, PaymentRecord, ProcessorDetails } from './types.js';

export interface ReportPaymentAttempt {
  readonly id: string;
  readonly initiated_at: number;
  readonly outcome: ReportedOutcome | undefined;
  /** Absent: the same as the attempt before. */
  readonly payment_method_details: PaymentMethodInput | undefined;
  /** Absent: the same as the attempt before. */
  readonly processor_details: ProcessorDetails | undefined;
  readonly description: string | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly shipping_details: ShippingDetails | undefined;
}

export const reportPaymentAttempt: Command<ReportPaymentAttempt> = {
  reads: (input) => [
    { kind: 'payment_record', id: input.id },
    ...paymentMethodReferences(input.payment_method_details),
    ...claimReads(input.processor_details),
  ],
  decide(state, input, context) {
    const target = findTargetFor('attempt', state, input.id);
    if (isRefusal(target)) return target;
    const {
      happened,
      latest_payment_attempt_record: _ended,
      outcome_happened: _earlier,
      ...before
    } = target.record.document;
    const draft = new Draft(state, context);
    const paid = paidBy(draft, target, input);
    if (isRefusal(paid)) return paid;
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;

    const attempt_id = context.newId('payment_attempt_record');
    const payment = {
      ...before,
      amounts: amountsWith(before.amounts.requested, input.outcome),
      description: input.description ?? before.description,
      ...paid.details,
      shipping_details: input.shipping_details ?? before.shipping_details,
    };
    const record = compact<PaymentRecord>({
      ...payment,
      metadata,
      // Retries may be reported in any order: the payment began with whichever was first.
      happened: Math.min(happened ?? input.initiated_at, input.initiated_at),
      outcome_happened: input.outcome?.at,
      latest_payment_attempt_record: attempt_id,
    });
    const attempt = compact<PaymentAttemptRecord>({
      ...payment,
      id: attempt_id,
      created: context.now,
      metadata: newMetadata(input.metadata),
      payment_record: record.id,
      initiated_at: input.initiated_at,
      ...paid.claimed,
      ...timeOf(input.outcome),
    });
    draft.update('payment_record', record);
    draft.create('payment_attempt_record', attempt);
    draft.emit('payment_record.updated', record.id);
    draft.emit('payment_attempt_record.created', attempt_id);
    draft.emit('payment_record.payment_attempt_reported', record.id);
    emitOutcome(draft, record.id, input.outcome);
    return draft.decision({ kind: 'payment_record', id: record.id });
  },
};

/** By what and through whom the attempt was made: as before, where the report does not say. */
function paidBy(draft: Draft, { record, attempt }: Target, input: ReportPaymentAttempt) {
  const { customer_details, processor_details: before } = record.document;
  const method =
    input.payment_method_details === undefined
      ? attempt.document.payment_method_details
      : resolvePaymentMethod(draft, input.payment_method_details, customer_details?.customer);
  if (isRefusal(method)) return method;
  const processor_details = input.processor_details ?? before;
  const claimed = claim(draft.state, processor_details, record.id);
  if (isRefusal(claimed)) return claimed;
  return { details: { payment_method_details: method, processor_details }, claimed };
}
