/** Taking a payment method from its customer. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { detachIn } from './attachment.js';
import { notAttached } from './refusals.js';

export interface DetachPaymentMethod {
  readonly id: string;
}

export const detachPaymentMethod: Command<DetachPaymentMethod> = {
  reads: (input) => [{ kind: 'payment_method', id: input.id }],
  decide(state, { id }, context) {
    const method = state.get('payment_method', id)?.document;
    if (method === undefined) return errors.noSuchObject('payment_method', id);
    const { customer } = method;
    if (customer === undefined) return notAttached();
    const draft = Draft.underCustomer(state, context, customer);
    if (isRefusal(draft)) return draft;
    detachIn(draft, method);
    const owner = state.get('customer', customer);
    if (owner?.document.default_payment_method === id) {
      const { default_payment_method: _default, ...rest } = owner.document;
      draft.update('customer', rest);
      draft.emit('customer.updated', customer);
    } else if (owner !== undefined) {
      // Another request may be making it the default just now.
      draft.guard(owner);
    }
    return draft.decision({ kind: 'payment_method', id });
  },
};
