/**
 * A payment method belongs to at most one customer, and to none again after its first. These are the parts for every rule
 * that attaches or detaches on its way.
 */
import type { Reference } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import type { Customer } from '../customer/types.js';
import { CARDS } from '../processor/registry.js';
import type { ReducedCard } from './create.js';
import { alreadyAttached, usedBefore } from './refusals.js';
import type { PaymentMethod } from './types.js';

/** A payment method as a request names it: by id, or by the name of a template with the card that the name means. */
export interface NamedPaymentMethod {
  readonly name: string;
  readonly template?: ReducedCard | undefined;
}

export function namedReferences(named: NamedPaymentMethod | undefined): Reference[] {
  return named === undefined || named.template !== undefined ? [] : [{ kind: 'payment_method', id: named.name }];
}

/** The method as it is once it is the customer's, not written yet; `missing` is the refusal where nothing has the name. */
export function attachedMethod(
  draft: Draft,
  named: NamedPaymentMethod,
  customer: string,
  missing: Refusal,
): PaymentMethod | Refusal {
  const { context } = draft;
  if (named.template !== undefined) {
    const made = {
      id: context.newId('payment_method'),
      created: context.now,
      type: 'card',
      ...named.template,
    } as const;
    return attached(made, customer);
  }
  const before = draft.get('payment_method', named.name)?.document;
  return before === undefined ? missing : attached(before, customer);
}

/** Writes it: a card that a template stands for is new. */
export function put(draft: Draft, { template }: NamedPaymentMethod, method: PaymentMethod): void {
  if (template === undefined) draft.update('payment_method', method);
  else draft.create('payment_method', method);
}

/**
 * Makes a method the customer's on the way of a larger decision, writing it as it is given; one that is the customer's
 * already is only written. A refusal leaves the draft as it was.
 */
export function attachIn(draft: Draft, method: PaymentMethod, customer: string): Refusal | undefined {
  const owner = draft.get('customer', customer);
  if (owner === undefined || owner.document.deleted === true) {
    return errors.noSuchReference('customer', customer, 'customer');
  }
  if (method.customer === customer) {
    draft.update('payment_method', method);
    return undefined;
  }
  const changed = attached(method, customer);
  if (isRefusal(changed)) return changed;
  draft.update('payment_method', changed);
  draft.update('customer', withAttachment(owner.document));
  draft.emit('payment_method.attached', method.id);
  return undefined;
}

function attached(method: PaymentMethod, customer: string): PaymentMethod | Refusal {
  if (method.customer !== undefined) {
    return alreadyAttached();
  }
  const is_reusable = method.reusable === true || method.set_up_for_off_session === true;
  if (method.detached === true || (method.used === true && !is_reusable)) return usedBefore();
  const declined = CARDS.attachRefusal(method);
  if (declined !== undefined) return declined;
  const { card } = method;
  if (method.kept_elsewhere === true) return { ...method, customer };
  return {
    ...method,
    customer,
    // Attaching is the first use: the issuer is asked about whatever the card came with.
    ...(card === undefined ? {} : { card: CARDS.checked(method, card, method.billing_details?.address) }),
  };
}

/** The customer counts: a request that deletes it at this moment has to see the method that is being attached. */
export function withAttachment(customer: Customer): Customer {
  return { ...customer, attachments: (customer.attachments ?? 0) + 1 };
}

export function detachIn(draft: Draft, { customer: _customer, ...method }: PaymentMethod): void {
  draft.update('payment_method', { ...method, detached: true });
  draft.emit('payment_method.detached', method.id);
}
