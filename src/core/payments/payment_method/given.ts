/** The payment method that a request brings for an intent: one that exists, or one that the request makes. */
import type { Reference } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { type CreatePaymentMethod, newPaymentMethod } from './create.js';
import { customerLeftOut, keptElsewhere, notOfCustomer, notProcessed, usedBefore } from './refusals.js';
import type { PaymentMethod } from './types.js';

/** By its id; or what is to be made of a template or of the data that came along. */
export type GivenPaymentMethod = { readonly id: string } | { readonly made: CreatePaymentMethod };

export function givenReferences(given: GivenPaymentMethod | null | undefined): Reference[] {
  return given === undefined || given === null || 'made' in given ? [] : [{ kind: 'payment_method', id: given.id }];
}

/** The method, made in the draft where it does not exist yet. */
export function givenMethod(draft: Draft, given: GivenPaymentMethod): PaymentMethod | Refusal {
  if ('made' in given) {
    const method = newPaymentMethod(given.made, draft.context);
    draft.create('payment_method', method);
    return method;
  }
  const row = draft.get('payment_method', given.id);
  return row === undefined ? errors.noSuchReference('payment_method', given.id, 'payment_method') : row.document;
}

/** Why an intent of this customer cannot use the method; undefined where it can. */
export function unusable(
  method: PaymentMethod,
  customer: string | undefined,
  intent: 'PaymentIntent' | 'SetupIntent',
): Refusal | undefined {
  const { id, type } = method;
  if (type !== 'card') return notProcessed(id, type, intent);
  if (method.kept_elsewhere === true) return keptElsewhere(id, intent);
  if (method.detached === true || (method.used === true && method.customer === undefined)) return usedBefore();
  if (method.customer === undefined || method.customer === customer) return undefined;
  return customer === undefined ? customerLeftOut(id, intent) : notOfCustomer(id, 'payment_method');
}

/** The payment method that a request pays with, for this customer or for nobody in particular. */
export function usableMethod(
  draft: Draft,
  given: GivenPaymentMethod,
  customer: string | undefined,
): PaymentMethod | Refusal {
  const method = givenMethod(draft, given);
  return isRefusal(method) ? method : (unusable(method, customer, 'PaymentIntent') ?? method);
}
