/** Deleting customers. The id stays, so that what names the customer still names something; the journal keeps what it was. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { detachIn } from '../payment_method/attachment.js';
import { tooManyPaymentMethods } from './refusals.js';
import type { Customer } from './types.js';

export interface DeleteCustomer {
  readonly id: string;
}

/** As many payment methods as a rule can see of one customer (see `State.find`). */
const MAXIMUM_SEEN = 1_000;

export const deleteCustomer: Command<DeleteCustomer> = {
  reads: ({ id }) => [
    { kind: 'customer', id },
    { kind: 'payment_method', column: 'customer', value: id },
  ],
  decide(state, { id }, context) {
    const customer = state.get('customer', id)?.document;
    if (customer === undefined || customer.deleted === true) return errors.noSuchObject('customer', id);
    const draft = Draft.under(state, context, customer.test_clock);
    if (isRefusal(draft)) return draft;
    return deleteIn(draft, customer) ?? draft.decision({ kind: 'customer', id });
  },
};

/** Deletes a customer, on its own or with its test clock. */
export function deleteIn(draft: Draft, { id, created }: Customer): Refusal | undefined {
  const methods = draft.state.find('payment_method', 'customer', id);
  if (methods.length >= MAXIMUM_SEEN) return tooManyPaymentMethods(id, MAXIMUM_SEEN);
  for (const { document } of methods) detachIn(draft, document);
  draft.update('customer', { id, created, deleted: true });
  draft.emit('customer.deleted', id);
  return undefined;
}
