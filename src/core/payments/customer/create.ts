/** Creating customers. */
import { type Command, created, type EventDraft } from '../../kernel/decision.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { type MetadataPatch, newMetadata } from '../../kernel/shared.js';
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
