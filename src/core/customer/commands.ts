/** Creating, updating and deleting customers. */
import { type Command, created, type EventDraft, updated } from '../decision.js';
import { errors, isRefusal } from '../errors.js';
import { attach, detach, type NamedPaymentMethod, namedReferences } from '../payment_method/attachment.js';
import { type MetadataPatch, newMetadata, patchMetadata, replaced } from '../shared.js';
import { type CustomerMembers, notAttached, withMembers } from './members.js';

export interface CreateCustomer {
  readonly members: CustomerMembers;
  readonly metadata: MetadataPatch | undefined;
  /** To be attached in the same commit. */
  readonly payment_method: NamedPaymentMethod | undefined;
  /** A new customer has no other payment method than the one that is attached with it, so this must be its name. */
  readonly default_payment_method: string | null | undefined;
}

export const createCustomer: Command<CreateCustomer> = {
  reads: (input) => namedReferences(input.payment_method),
  decide(state, input, context) {
    const { payment_method, default_payment_method } = input;
    const id = context.newId('cus');
    const attachment =
      payment_method &&
      attach(
        state,
        payment_method,
        id,
        context,
        errors.noSuchReference('payment_method', payment_method.name, 'payment_method'),
      );
    if (isRefusal(attachment)) return attachment;
    if (typeof default_payment_method === 'string' && default_payment_method !== payment_method?.name) {
      return notAttached(default_payment_method);
    }
    const customer = withMembers(
      {
        id,
        created: context.now,
        default_payment_method: typeof default_payment_method === 'string' ? attachment?.id : undefined,
        metadata: newMetadata(input.metadata),
      },
      input.members,
    );
    const events: EventDraft[] = [{ type: 'customer.created', object: id }];
    if (attachment !== undefined) events.push({ type: 'payment_method.attached', object: attachment.id });
    return {
      changes: [created('customer', customer), ...(attachment === undefined ? [] : [attachment])],
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
  decide(state, input) {
    const row = state.get('customer', input.id);
    if (row === undefined || row.document.deleted === true) return errors.noSuchObject('customer', input.id);
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
      ...(method === undefined ? {} : { guards: [method] }),
    };
  },
};

export interface DeleteCustomer {
  readonly id: string;
}

/** As many payment methods as a rule can see of one customer (see `State.find`). */
const MAXIMUM_SEEN = 1_000;

/** The id stays, so that what names the customer still names something; the journal keeps what the customer was. */
export const deleteCustomer: Command<DeleteCustomer> = {
  reads: ({ id }) => [
    { kind: 'customer', id },
    { kind: 'payment_method', column: 'customer', value: id },
  ],
  decide(state, { id }) {
    const row = state.get('customer', id);
    if (row === undefined || row.document.deleted === true) return errors.noSuchObject('customer', id);
    const methods = state.find('payment_method', 'customer', id);
    if (methods.length >= MAXIMUM_SEEN) {
      return errors.illegalState(
        `Customer '${id}' has ${MAXIMUM_SEEN} payment methods or more, too many to detach at once. Detach some of them first.`,
      );
    }
    return {
      changes: [...methods.map(detach), updated(row, { id, created: row.document.created, deleted: true })],
      events: [
        ...methods.map((method): EventDraft => ({ type: 'payment_method.detached', object: method.id })),
        { type: 'customer.deleted', object: id },
      ],
      reply: { kind: 'customer', id },
    };
  },
};
