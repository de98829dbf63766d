/** Taking a payment method from its customer. */
import { timedBy } from '../../kernel/clock_time.js';
import { type Command, updated } from '../../kernel/decision.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { detach } from './attachment.js';
import { notAttached } from './refusals.js';

export interface DetachPaymentMethod {
  readonly id: string;
}

export const detachPaymentMethod: Command<DetachPaymentMethod> = {
  reads: (input) => [{ kind: 'payment_method', id: input.id }],
  decide(state, { id }, context) {
    const row = state.get('payment_method', id);
    if (row === undefined) return errors.noSuchObject('payment_method', id);
    const { customer } = row.document;
    if (customer === undefined) {
      return notAttached();
    }
    const owner = state.get('customer', customer);
    const time = timedBy(state, context, customer);
    if (isRefusal(time)) return time;
    const is_default = owner?.document.default_payment_method === id;
    if (owner === undefined || !is_default) {
      return {
        changes: [detach(row)],
        events: [{ type: 'payment_method.detached', object: id }],
        reply: { kind: 'payment_method', id },
        // Another request may be making it the default just now.
        guards: [...time.guards, ...(owner === undefined ? [] : [owner])],
      };
    }
    const { default_payment_method: _default, ...rest } = owner.document;
    return {
      changes: [detach(row), updated(owner, rest)],
      events: [
        { type: 'payment_method.detached', object: id },
        { type: 'customer.updated', object: customer },
      ],
      reply: { kind: 'payment_method', id },
      guards: time.guards,
    };
  },
};
