/** The report of a new payment, with its first attempt. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata, type ShippingDetails } from '../../kernel/shared.js';
import { claim, claimReads } from './claim.js';
import { amountsWith, emitOutcome, type ReportedOutcome, timeOf } from './outcome.js';
import {
  checkCustomer,
  customerReferences,
  type PaymentMethodInput,
  paymentMethodReferences,
  resolvePaymentMethod,
} from './payment_method_details.js';
import type { CustomerDetails, PaymentAttemptRecord, PaymentRecord, ProcessorDetails } from './types.js';

export interface ReportPayment {
  readonly amount_requested: { readonly currency: string; readonly value: number };
  readonly initiated_at: number;
  readonly outcome: ReportedOutcome | undefined;
  readonly payment_method_details: PaymentMethodInput;
  readonly processor_details: ProcessorDetails | undefined;
  readonly customer_details: CustomerDetails | undefined;
  readonly customer_presence: 'on_session' | 'off_session' | undefined;
  readonly description: string | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly shipping_details: ShippingDetails | undefined;
}

export const reportPayment: Command<ReportPayment> = {
  reads: (input) => [
    ...paymentMethodReferences(input.payment_method_details),
    ...customerReferences(input.customer_details),
    ...claimReads(input.processor_details),
  ],
  decide(state, input, context) {
    const unknown_customer = checkCustomer(state, input.customer_details);
    if (unknown_customer !== undefined) return unknown_customer;
    const draft = new Draft(state, context);
    const method = resolvePaymentMethod(draft, input.payment_method_details, input.customer_details?.customer);
    if (isRefusal(method)) return method;
    const processor_details = input.processor_details ?? { type: 'custom' };
    const claimed = claim(state, processor_details, undefined);
    if (isRefusal(claimed)) return claimed;

    const record_id = context.newId('payment_record');
    const attempt_id = context.newId('payment_attempt_record');
    const payment = {
      created: context.now,
      currency: input.amount_requested.currency,
      amounts: amountsWith(input.amount_requested.value, input.outcome),
      reported_by: 'self' as const,
      customer_details: input.customer_details,
      customer_presence: input.customer_presence,
      description: input.description,
      metadata: newMetadata(input.metadata),
      payment_method_details: method,
      processor_details,
      shipping_details: input.shipping_details,
    };
    const record = compact<PaymentRecord>({
      id: record_id,
      ...payment,
      happened: input.initiated_at,
      outcome_happened: input.outcome?.at,
      latest_payment_attempt_record: attempt_id,
    });
    const attempt = compact<PaymentAttemptRecord>({
      id: attempt_id,
      ...payment,
      payment_record: record_id,
      initiated_at: input.initiated_at,
      ...timeOf(input.outcome),
    });
    draft.create('payment_record', record);
    draft.create('payment_attempt_record', attempt);
    draft.emit('payment_record.created', record_id);
    draft.emit('payment_attempt_record.created', attempt_id);
    draft.emit('payment_record.payment_reported', record_id);
    emitOutcome(draft, record_id, input.outcome);
    return draft.decision({ kind: 'payment_record', id: record_id });
  },
};
