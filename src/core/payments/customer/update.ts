/** Updating customers. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
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
    const before = state.get('customer', input.id)?.document;
    if (before === undefined || before.deleted === true) return errors.noSuchObject('customer', input.id);
    const draft = Draft.under(state, context, before.test_clock);
    if (isRefusal(draft)) return draft;
    const given = input.default_payment_method;
    const method = typeof given === 'string' ? state.get('payment_method', given) : undefined;
    if (typeof given === 'string' && method?.document.customer !== input.id) return notAttached(given);
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const default_payment_method = replaced(before.default_payment_method, given);
    draft.update('customer', withMembers({ ...before, default_payment_method, metadata }, input.members));
    // It must still be attached when it becomes the default.
    if (method !== undefined) draft.guard(method);
    draft.emit('customer.updated', input.id);
    return draft.decision({ kind: 'customer', id: input.id });
  },
};
