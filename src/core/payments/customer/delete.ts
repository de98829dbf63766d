/** Deleting customers. The id stays, so that what names the customer still names something; the journal keeps what it was. */

import { timed } from '../../kernel/clock_time.js';
import { type Change, type Command, type EventDraft, type Row, type State, updated } from '../../kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { detach } from '../payment_method/attachment.js';
import { tooManyPaymentMethods } from './refusals.js';

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
    const row = state.get('customer', id);
    if (row === undefined || row.document.deleted === true) return errors.noSuchObject('customer', id);
    const time = timed(state, context, row.document.test_clock);
    if (isRefusal(time)) return time;
    const deletion = deletionOf(state, row);
    return isRefusal(deletion) ? deletion : { ...deletion, reply: { kind: 'customer', id }, guards: time.guards };
  },
};

/** What deleting a customer comes to, on its own or with its test clock. */
export function deletionOf(
  state: State,
  row: Row<'customer'>,
): { readonly changes: readonly Change[]; readonly events: readonly EventDraft[] } | Refusal {
  const { id } = row;
  const methods = state.find('payment_method', 'customer', id);
  if (methods.length >= MAXIMUM_SEEN) {
    return tooManyPaymentMethods(id, MAXIMUM_SEEN);
  }
  return {
    changes: [...methods.map(detach), updated(row, { id, created: row.document.created, deleted: true })],
    events: [
      ...methods.map((method): EventDraft => ({ type: 'payment_method.detached', object: method.id })),
      { type: 'customer.deleted', object: id },
    ],
  };
}
