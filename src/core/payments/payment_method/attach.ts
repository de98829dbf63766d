/** Attaching a payment method to a customer. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { attachedMethod, type NamedPaymentMethod, namedReferences, put, withAttachment } from './attachment.js';

export interface AttachPaymentMethod {
  readonly method: NamedPaymentMethod;
  readonly customer: string;
}

export const attachPaymentMethod: Command<AttachPaymentMethod> = {
  reads: (input) => [...namedReferences(input.method), { kind: 'customer', id: input.customer }],
  decide(state, { method: named, customer }, context) {
    const owner = state.get('customer', customer)?.document;
    if (owner === undefined || owner.deleted === true) return errors.noSuchReference('customer', customer, 'customer');
    const draft = Draft.under(state, context, owner.test_clock);
    if (isRefusal(draft)) return draft;
    const method = attachedMethod(draft, named, customer, errors.noSuchObject('payment_method', named.name));
    if (isRefusal(method)) return method;
    put(draft, named, method);
    draft.update('customer', withAttachment(owner));
    draft.emit('payment_method.attached', method.id);
    return draft.decision({ kind: 'payment_method', id: method.id });
  },
};
