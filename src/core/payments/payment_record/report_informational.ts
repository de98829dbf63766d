/** The report that tells more of the latest attempt. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
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
  decide(state, input, context) {
    const target = findTargetFor('informational', state, input.id);
    if (isRefusal(target)) return target;
    const unknown_customer = checkCustomer(state, input.customer_details);
    if (unknown_customer !== undefined) return unknown_customer;
    const change = (before: PaymentRecord | PaymentAttemptRecord) => ({
      customer_details: compact<CustomerDetails>({ ...before.customer_details, ...given(input.customer_details) }),
      description: replaced(before.description, input.description),
      shipping_details: replaced(before.shipping_details, input.shipping_details),
    });
    const draft = new Draft(state, context);
    const refused = changeBoth(
      draft,
      target,
      change(target.record.document),
      change(target.attempt.document),
      input.metadata,
    );
    if (refused !== undefined) return refused;
    draft.emit('payment_record.updated', input.id);
    draft.emit('payment_attempt_record.updated', target.attempt.id);
    draft.emit('payment_record.payment_attempt_informed', input.id);
    return draft.decision({ kind: 'payment_record', id: input.id });
  },
};

/** Members that were not sent must not overwrite those that are there. */
function given<T extends object>(details: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(details ?? {}).filter(([, value]) => value !== undefined)) as Partial<T>;
}
