/** Attaching a payment method to a customer. */
import { timed } from '../../kernel/clock_time.js';
import { type Command, updated } from '../../kernel/decision.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { attach, type NamedPaymentMethod, namedReferences, withAttachment } from './attachment.js';

export interface AttachPaymentMethod {
  readonly method: NamedPaymentMethod;
  readonly customer: string;
}

export const attachPaymentMethod: Command<AttachPaymentMethod> = {
  reads: (input) => [...namedReferences(input.method), { kind: 'customer', id: input.customer }],
  decide(state, input, context) {
    const { method, customer } = input;
    const owner = state.get('customer', customer);
    if (owner === undefined || owner.document.deleted === true) {
      return errors.noSuchReference('customer', customer, 'customer');
    }
    const time = timed(state, context, owner.document.test_clock);
    if (isRefusal(time)) return time;
    const change = attach(state, method, customer, time.context, errors.noSuchObject('payment_method', method.name));
    if (isRefusal(change)) return change;
    const counted = updated(owner, withAttachment(owner.document));
    return {
      changes: [change, counted],
      events: [{ type: 'payment_method.attached', object: change.id }],
      reply: { kind: 'payment_method', id: change.id },
      guards: time.guards,
    };
  },
};
