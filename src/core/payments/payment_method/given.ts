/** The payment method that a request brings for an intent: one that exists, or one that the request makes. */
import type { Reference } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { type CreatePaymentMethod, newPaymentMethod } from './create.js';
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
  if (type !== 'card') {
    const message = `The payment method '${id}' is of type ${type}, and nothing processes that. Report such payments with /v1/payment_records.`;
    return intent === 'PaymentIntent'
      ? errors.refusedFor('payment_intent_incompatible_payment_method', message, 'payment_method')
      : errors.invalidValue('payment_method', message);
  }
  if (method.detached === true || (method.used === true && method.customer === undefined)) {
    return errors.usedPaymentMethod();
  }
  if (method.customer === undefined || method.customer === customer) return undefined;
  if (customer !== undefined) return errors.noSuchAttachedPaymentMethod(id, 'payment_method');
  return errors.invalidValue(
    'payment_method',
    `The payment method supplied (${id}) belongs to a Customer. Please include the Customer in the \`customer\` parameter on the ${intent}.`,
  );
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
