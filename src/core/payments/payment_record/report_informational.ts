/** The report that tells more of the latest attempt. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, replaced, type ShippingDetails } from '../../kernel/shared.js';
import { checkCustomer, customerReferences } from './payment_method_details.js';
import { changeBoth, findTargetFor } from './target.js';
import type { CustomerDetails, PaymentAttemptRecord, PaymentRecord } from './types.js';

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
