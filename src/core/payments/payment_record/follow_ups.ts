/** The reports that tell more of the latest attempt: its outcome, what is known about it, refunds. */
import { type Command, created } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata, replaced, type ShippingDetails } from '../../kernel/shared.js';
import { refundable, withOutcome, withRefund } from './amounts.js';
import { outcomeEvents, type ReportedOutcome, timeOf } from './outcome.js';
import { checkCustomer, customerReferences } from './payment_method_details.js';
import { trimmedReference } from './references.js';
import { refundInOtherCurrency, refundReportedBefore, refundTooLarge } from './refusals.js';
import { changeBoth, checkReport, findTarget, findTargetFor } from './target.js';
import type { CustomerDetails, PaymentAttemptRecord, PaymentRecord, PaymentRecordRefund } from './types.js';

export interface ReportOutcome extends ReportedOutcome {
  readonly id: string;
  readonly metadata: MetadataPatch | undefined;
}

/** `report_payment_attempt_guaranteed`, `_failed` and `_canceled` are one rule. */
export const reportOutcome: Command<ReportOutcome> = {
  reads: (input) => [{ kind: 'payment_record', id: input.id }],
  decide(state, input) {
    const target = findTargetFor(input.outcome, state, input.id);
    if (isRefusal(target)) return target;
    const amounts = withOutcome(target.record.document.amounts, input.outcome);
    const changes = changeBoth(
      target,
      { amounts, outcome_happened: input.at },
      { amounts, ...timeOf(input) },
      input.metadata,
    );
    if (isRefusal(changes)) return changes;
    return {
      changes,
      events: [
        { type: 'payment_record.updated', object: input.id },
        { type: 'payment_attempt_record.updated', object: target.attempt.id },
        ...outcomeEvents(input.id, input),
      ],
      reply: { kind: 'payment_record', id: input.id },
    };
  },
};

export interface ReportInformational {
  readonly id: string;
  /** Members that are given replace those that were there. */
  readonly customer_details: { readonly [K in keyof CustomerDetails]?: string | null | undefined } | undefined;
  readonly description: string | null | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly shipping_details: ShippingDetails | null | undefined;
}

export const reportInformational: Command<ReportInformational> = {
  reads: (input) => [{ kind: 'payment_record', id: input.id }, ...customerReferences(input.customer_details)],
  decide(state, input) {
    const target = findTargetFor('informational', state, input.id);
    if (isRefusal(target)) return target;
    const unknown_customer = checkCustomer(state, input.customer_details);
    if (unknown_customer !== undefined) return unknown_customer;
    const change = (before: PaymentRecord | PaymentAttemptRecord) => ({
      customer_details: compact<CustomerDetails>({ ...before.customer_details, ...given(input.customer_details) }),
      description: replaced(before.description, input.description),
      shipping_details: replaced(before.shipping_details, input.shipping_details),
    });
    const changes = changeBoth(target, change(target.record.document), change(target.attempt.document), input.metadata);
    if (isRefusal(changes)) return changes;
    return {
      changes,
      events: [
        { type: 'payment_record.updated', object: input.id },
        { type: 'payment_attempt_record.updated', object: target.attempt.id },
        { type: 'payment_record.payment_attempt_informed', object: input.id },
      ],
      reply: { kind: 'payment_record', id: input.id },
    };
  },
};

/** Members that were not sent must not overwrite those that are there. */
function given<T extends object>(details: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(details ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}

export interface ReportRefund {
  readonly id: string;
  readonly refund_reference: string | undefined;
  /** Absent: everything that is guaranteed and not refunded yet. */
  readonly amount: { readonly currency: string; readonly value: number } | undefined;
  readonly initiated_at: number | undefined;
  readonly refunded_at: number | undefined;
  readonly metadata: MetadataPatch | undefined;
}

export const reportRefund: Command<ReportRefund> = {
  reads: ({ id, refund_reference }) => [
    { kind: 'payment_record', id },
    ...(refund_reference === undefined
      ? []
      : [
          {
            kind: 'payment_record_refund',
            column: 'trimmed_reference',
            value: trimmedReference(refund_reference),
          } as const,
        ]),
  ],
  decide(state, input, context) {
    const target = findTarget(state, input.id);
    if (isRefusal(target)) return target;
    // Before the state: repeating the last refund should be told apart from refunding too much.
    const name = input.refund_reference && trimmedReference(input.refund_reference);
    const [reported] = name === undefined ? [] : state.find('payment_record_refund', 'trimmed_reference', name);
    if (name !== undefined && reported !== undefined)
      return refundReportedBefore(name, reported.document.payment_record);
    const refused = checkReport(target, 'refund');
    if (refused !== undefined) return refused;

    const { amounts, currency } = target.record.document;
    const left = refundable(amounts);
    const amount = input.amount?.value ?? left;
    if (input.amount !== undefined && input.amount.currency !== currency) {
      return refundInOtherCurrency(input.amount.currency, input.id, currency);
    }
    if (amount > left) return refundTooLarge(amount, left, currency);
    const refunded = { amounts: withRefund(amounts, amount) };
    const changes = changeBoth(target, refunded, refunded, undefined);
    if (isRefusal(changes)) return changes;
    const refund = compact<PaymentRecordRefund>({
      id: context.newId('payment_record_refund'),
      created: context.now,
      payment_record: input.id,
      payment_attempt_record: target.attempt.id,
      currency,
      amount,
      refund_reference: name,
      initiated_at: input.initiated_at,
      refunded_at: input.refunded_at ?? input.initiated_at ?? context.now,
      metadata: newMetadata(input.metadata),
    });
    return {
      changes: [...changes, created('payment_record_refund', refund)],
      events: [
        { type: 'payment_record.refunded', object: input.id },
        { type: 'payment_attempt_record.updated', object: target.attempt.id },
      ],
      reply: { kind: 'payment_record', id: input.id },
    };
  },
};
