/** Updating customers. */
import { timed } from '../../kernel/clock_time.js';
import { type Command, updated } from '../../kernel/decision.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { type MetadataPatch, patchMetadata, replaced } from '../../kernel/shared.js';
import { type CustomerMembers, notAttached, withMembers } from './members.js';

export interface UpdateCustomer {
  readonly id: string;
  readonly members: CustomerMembers;
  readonly metadata: MetadataPatch | undefined;
  readonly default_payment_method: string | null | undefined;
}

export const updateCustomer: Command<UpdateCustomer> = {
  reads: ({ id, default_payment_method: method }) => [
    { kind: 'customer', id },
    ...(typeof method === 'string' ? [{ kind: 'payment_method' as const, id: method }] : []),
  ],
  decide(state, input, context) {
    const row = state.get('customer', input.id);
    if (row === undefined || row.document.deleted === true) return errors.noSuchObject('customer', input.id);
    const time = timed(state, context, row.document.test_clock);
    if (isRefusal(time)) return time;
    const given = input.default_payment_method;
    const method = typeof given === 'string' ? state.get('payment_method', given) : undefined;
    if (typeof given === 'string' && method?.document.customer !== input.id) return notAttached(given);
    const metadata = patchMetadata(row.document.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const default_payment_method = replaced(row.document.default_payment_method, given);
    const customer = withMembers({ ...row.document, default_payment_method, metadata }, input.members);
    return {
      changes: [updated(row, customer)],
      events: [{ type: 'customer.updated', object: input.id }],
      reply: { kind: 'customer', id: input.id },
      // It must still be attached when it becomes the default.
      guards: [...time.guards, ...(method === undefined ? [] : [method])],
    };
  },
};
