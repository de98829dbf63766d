/** Making a setup intent, and confirming it in the same commit where that is asked for. */

import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata } from '../../kernel/shared.js';
import { namedCustomer } from '../customer/named.js';
import { givenReferences } from '../payment_method/given.js';
import { confirmIn, type SetupConfirmation } from './attempt.js';
import { type SetupMembers, withSetupMembers } from './members.js';
import type { SetupIntent } from './types.js';

export interface CreateSetupIntent {
  readonly members: SetupMembers;
  readonly automatic_payment_methods: SetupIntent['automatic_payment_methods'] | undefined;
  /** Absent: it is not confirmed yet. */
  readonly confirmation: SetupConfirmation | undefined;
  readonly description: string | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly usage: 'off_session' | 'on_session' | undefined;
}

export const createSetupIntent: Command<CreateSetupIntent> = {
  reads: ({ members }) => [
    ...(members.customer === undefined ? [] : [{ kind: 'customer' as const, id: members.customer }]),
    ...givenReferences(members.payment_method),
  ],
  decide(state, input, context) {
    const customer = namedCustomer(state, input.members.customer);
    if (isRefusal(customer)) return customer;
    const draft = Draft.under(state, context, customer?.test_clock);
    if (isRefusal(draft)) return draft;
    const bare = compact<SetupIntent>({
      id: context.newId('setup_intent'),
      created: draft.context.now,
      status: 'requires_payment_method',
      automatic_payment_methods: input.automatic_payment_methods,
      description: input.description,
      metadata: newMetadata(input.metadata),
      test_clock: customer?.test_clock,
      usage: input.usage === 'on_session' ? 'on_session' : undefined,
    });
    const intent = withSetupMembers(draft, bare, input.members);
    if (isRefusal(intent)) return intent;
    draft.create('setup_intent', intent);
    draft.emit('setup_intent.created', intent.id);
    return input.confirmation === undefined
      ? draft.decision({ kind: 'setup_intent', id: intent.id })
      : confirmIn(draft, intent, input.confirmation, true);
  },
};
