/** Creating and updating customers. */

import { timed } from '../../kernel/clock_time.js';
import { type Command, created, type EventDraft, updated } from '../../kernel/decision.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { type MetadataPatch, newMetadata, patchMetadata, replaced } from '../../kernel/shared.js';
import { attach, type NamedPaymentMethod, namedReferences } from '../payment_method/attachment.js';
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
    const now = place?.now ?? context.now;
    const id = context.newId('customer');
    const attachment =
      payment_method &&
      attach(
        state,
        payment_method,
        id,
        { ...context, now },
        errors.noSuchReference('payment_method', payment_method.name, 'payment_method'),
      );
    if (isRefusal(attachment)) return attachment;
    if (typeof default_payment_method === 'string' && default_payment_method !== payment_method?.name) {
      return notAttached(default_payment_method);
    }
    const customer = withMembers(
      {
        id,
        created: now,
        default_payment_method: typeof default_payment_method === 'string' ? attachment?.id : undefined,
        metadata: newMetadata(input.metadata),
        test_clock,
      },
      input.members,
    );
    const events: EventDraft[] = [{ type: 'customer.created', object: id }];
    if (attachment !== undefined) events.push({ type: 'payment_method.attached', object: attachment.id });
    return {
      changes: [
        created('customer', customer),
        ...(attachment === undefined ? [] : [attachment]),
        ...(place === undefined ? [] : [place.change]),
      ],
      events,
      reply: { kind: 'customer', id },
    };
  },
};

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
