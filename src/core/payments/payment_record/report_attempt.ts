/** The report of another attempt, on a payment whose last one ended. */
import { type Change, type Command, created, updated } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata, patchMetadata, type ShippingDetails } from '../../kernel/shared.js';
import { amountsWith, outcomeEvents, type ReportedOutcome, timeOf } from './outcome.js';
import { type PaymentMethodInput, paymentMethodReferences, resolvePaymentMethod } from './payment_method_details.js';
import { findTargetFor } from './target.js';
import type { PaymentAttemptRecord, PaymentMethodDetails, PaymentRecord } from './types.js';

export interface ReportPaymentAttempt {
  readonly id: string;
  readonly initiated_at: number;
  readonly outcome: ReportedOutcome | undefined;
  /** Absent: the same as the attempt before. */
  readonly payment_method_details: PaymentMethodInput | undefined;
  readonly description: string | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly shipping_details: ShippingDetails | undefined;
}

export const reportPaymentAttempt: Command<ReportPaymentAttempt> = {
  reads: (input) => [
    { kind: 'payment_record', id: input.id },
    ...paymentMethodReferences(input.payment_method_details),
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
    const method =
      input.payment_method_details === undefined
        ? unchanged(target.attempt.document.payment_method_details)
        : resolvePaymentMethod(state, input.payment_method_details, before.customer_details?.customer, context);
    if (isRefusal(method)) return method;
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;

    const attempt_id = context.newId('payment_attempt_record');
    const payment = {
      ...before,
      amounts: amountsWith(before.amounts.requested, input.outcome),
      description: input.description ?? before.description,
      payment_method_details: method.details,
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
      ...timeOf(input.outcome),
    });
    return {
      changes: [...method.changes, updated(target.record, record), created('payment_attempt_record', attempt)],
      events: [
        { type: 'payment_record.updated', object: record.id },
        { type: 'payment_attempt_record.created', object: attempt_id },
        { type: 'payment_record.payment_attempt_reported', object: record.id },
        ...outcomeEvents(record.id, input.outcome),
      ],
      reply: { kind: 'payment_record', id: record.id },
    };
  },
};

function unchanged(details: PaymentMethodDetails): { details: PaymentMethodDetails; changes: readonly Change[] } {
  return { details, changes: [] };
}
