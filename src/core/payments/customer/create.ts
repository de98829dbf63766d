/** Creating customers. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { type MetadataPatch, newMetadata } from '../../kernel/shared.js';
import { attachedMethod, type NamedPaymentMethod, namedReferences, put } from '../payment_method/attachment.js';
import { type CustomerMembers, notAttached, withMembers } from './members.js';
import { placeUnder } from './under_clock.js';

export interface CreateCustomer {
  readonly members: CustomerMembers;
  readonly metadata: MetadataPatch | undefined;
  /** To be attached in the same commit. */
  readonly payment_method: NamedPaymentMethod | undefined;
  /** A new customer has no other payment method than the one that is attached with it, so this must be its name. */
  readonly default_payment_method: string | null | undefined;
  readonly test_clock: string | undefined;
}

export const createCustomer: Command<CreateCustomer> = {
  reads: ({ payment_method, test_clock }) => [
    ...namedReferences(payment_method),
    ...(test_clock === undefined
      ? []
      : [
          { kind: 'test_clock' as const, id: test_clock },
          { kind: 'customer' as const, column: 'test_clock', value: test_clock },
        ]),
  ],
  decide(state, input, context) {
    const { payment_method, default_payment_method, test_clock } = input;
    const place = test_clock === undefined ? undefined : placeUnder(state, test_clock);
    if (isRefusal(place)) return place;
    const draft = new Draft(state, { ...context, now: place?.now ?? context.now });
    const id = context.newId('customer');
    const method =
      payment_method &&
      attachedMethod(
        draft,
        payment_method,
        id,
        errors.noSuchReference('payment_method', payment_method.name, 'payment_method'),
      );
    if (isRefusal(method)) return method;
    if (typeof default_payment_method === 'string' && default_payment_method !== payment_method?.name) {
      return notAttached(default_payment_method);
    }
    const customer = withMembers(
      {
        id,
        created: draft.context.now,
        default_payment_method: typeof default_payment_method === 'string' ? method?.id : undefined,
        metadata: newMetadata(input.metadata),
        test_clock,
      },
      input.members,
    );
    draft.create('customer', customer);
    if (payment_method !== undefined && method !== undefined) put(draft, payment_method, method);
    if (place !== undefined) draft.update('test_clock', place.clock);
    draft.emit('customer.created', id);
    if (method !== undefined) draft.emit('payment_method.attached', method.id);
    return draft.decision({ kind: 'customer', id });
  },
};
