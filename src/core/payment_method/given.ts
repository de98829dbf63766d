/** The payment method that a request pays with: a stored one, or one that the request brings. */
import type { Reference } from '../decision.js';
import type { Draft } from '../draft.js';
import { errors, type Refusal } from '../errors.js';
import type { PaymentMethod } from './types.js';

export type GivenPaymentMethod =
  | { readonly id: string }
  /** From a template, a token or the request's own data: it becomes a payment method in the same commit. */
  | { readonly data: Omit<PaymentMethod, 'id' | 'created'> };

export function givenReferences(given: GivenPaymentMethod | null | undefined): Reference[] {
  return given && 'id' in given ? [{ kind: 'payment_method', id: given.id }] : [];
}

/** The payment method, made where the request brings one; a refusal where it cannot pay for this customer. */
export function resolveGiven(
  draft: Draft,
  given: GivenPaymentMethod,
  customer: string | undefined,
  param: string,
): PaymentMethod | Refusal {
  if ('data' in given) {
    const method: PaymentMethod = { id: draft.context.newId('pm'), created: draft.context.now, ...given.data };
    draft.create('payment_method', method);
    return method;
  }
  const method = draft.get('payment_method', given.id)?.document;
  if (method === undefined) return errors.noSuchReference('payment_method', given.id, param);
  return checkUsable(method, customer, param) ?? method;
}

/** Why a stored payment method cannot pay for this customer, or for nobody in particular; undefined where it can. */
export function checkUsable(method: PaymentMethod, customer: string | undefined, param: string): Refusal | undefined {
  if (method.type !== 'card') {
    return errors.refusedFor(
      'payment_intent_incompatible_payment_method',
      `The PaymentMethod ${method.id} is of type ${method.type}: Daybook can process cards only. Report payments made elsewhere as payment records.`,
      param,
    );
  }
  if (method.customer !== undefined && method.customer !== customer) {
    return errors.invalidValue(
      param,
      customer === undefined
        ? `The PaymentMethod ${method.id} belongs to a Customer. Please include the Customer in the 'customer' parameter.`
        : `The PaymentMethod ${method.id} does not belong to the Customer you supplied, ${customer}.`,
    );
  }
  if (method.customer === undefined && (method.used === true || method.detached === true)) {
    return errors.invalidValue(
      param,
      'The provided PaymentMethod was previously used with a PaymentIntent without Customer attachment, shared with a connected account without Customer attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod multiple times, you must attach it to a Customer first.',
    );
  }
  return undefined;
}
