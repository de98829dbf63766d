/** Who paid and how, as a report names it: checked against the stored objects, then kept as a snapshot. */
import type { Reference, State } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { type BillingDetails, compact } from '../../kernel/shared.js';
import type { Authorization } from '../card_authorization.js';
import type { ReducedCard } from '../payment_method/create.js';
import type { PaymentMethod } from '../payment_method/types.js';
import { methodIsNotCustom, methodOfAnother } from './refusals.js';
import type { AuthorizationSnapshot, CustomerDetails, PaymentMethodDetails } from './types.js';

export interface PaymentMethodInput {
  /** The id of a stored payment method. */
  readonly payment_method?: string | undefined;
  /** A card from a `pm_card_*` template: it becomes a payment method of its own in the same commit. */
  readonly template?: ReducedCard | undefined;
  readonly type?: 'custom' | undefined;
  readonly custom?: { readonly type?: string | undefined; readonly display_name?: string | undefined } | undefined;
  readonly billing_details?: BillingDetails | undefined;
}

export function paymentMethodReferences(input: PaymentMethodInput | undefined): Reference[] {
  return input?.payment_method === undefined ? [] : [{ kind: 'payment_method', id: input.payment_method }];
}

/** A payment method may be made on the way. */
export function resolvePaymentMethod(
  draft: Draft,
  input: PaymentMethodInput,
  customer: string | undefined,
): PaymentMethodDetails | Refusal {
  if (input.template !== undefined) {
    const made: PaymentMethod = {
      id: draft.context.newId('payment_method'),
      created: draft.context.now,
      type: 'card',
      ...input.template,
    };
    const details = snapshot(made, input);
    if (!isRefusal(details)) draft.create('payment_method', made);
    return details;
  }
  if (input.payment_method !== undefined) {
    const found = draft.get('payment_method', input.payment_method)?.document;
    if (found === undefined) {
      return errors.noSuchReference('payment_method', input.payment_method, 'payment_method_details[payment_method]');
    }
    if (customer !== undefined && found.customer !== undefined && found.customer !== customer) {
      return methodOfAnother(found.id, found.customer, customer);
    }
    return snapshot(found, input);
  }
  if (input.type === 'custom' && input.custom !== undefined) {
    return compact<PaymentMethodDetails>({
      type: 'custom',
      custom: compact<NonNullable<PaymentMethodDetails['custom']>>(input.custom),
      billing_details: input.billing_details,
    });
  }
  return errors.missing(
    input.type === 'custom' ? 'payment_method_details[custom]' : 'payment_method_details[payment_method]',
  );
}

/** A payment method as it is now. */
export function snapshotOf({ id, type, billing_details, card, custom }: PaymentMethod): PaymentMethodDetails {
  return compact<PaymentMethodDetails>({ type, payment_method: id, billing_details, card, custom });
}

/** The same of a card that the issuer has answered for; what is left out changes as money is taken. */
export function withAuthorization(
  details: PaymentMethodDetails,
  authorization: Authorization | undefined,
): PaymentMethodDetails {
  if (authorization === undefined) return details;
  const { capture_before, code, network_transaction_id, three_d_secure } = authorization;
  return {
    ...details,
    authorization: compact<AuthorizationSnapshot>({ capture_before, code, network_transaction_id, three_d_secure }),
  };
}

function snapshot(method: PaymentMethod, input: PaymentMethodInput): PaymentMethodDetails | Refusal {
  if ((input.type === 'custom' || input.custom !== undefined) && method.type !== 'custom') {
    return methodIsNotCustom(method.id, method.type);
  }
  return compact<PaymentMethodDetails>({
    ...snapshotOf(method),
    billing_details: input.billing_details ?? method.billing_details,
    custom:
      method.custom === undefined
        ? undefined
        : compact<NonNullable<PaymentMethodDetails['custom']>>({ ...method.custom, ...input.custom }),
  });
}

export function customerReferences(
  details: { readonly customer?: string | null | undefined } | undefined,
): Reference[] {
  return typeof details?.customer === 'string' ? [{ kind: 'customer', id: details.customer }] : [];
}

/** A payment can name only a customer that exists. */
export function checkCustomer(
  state: State,
  details: { readonly [K in keyof CustomerDetails]?: string | null | undefined } | undefined,
): Refusal | undefined {
  if (typeof details?.customer !== 'string') return undefined;
  const found = state.get('customer', details.customer)?.document;
  if (found !== undefined && found.deleted !== true) return undefined;
  return errors.noSuchReference('customer', details.customer, 'customer_details[customer]');
}
