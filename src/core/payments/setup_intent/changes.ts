/** What becomes of a setup intent: updated, confirmed, authenticated by the payer, canceled. */
import type { Command, Reference, State } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import { THREE_D_SECURE_VERSION } from '../card_authorization.js';
import { givenReferences } from '../payment_method/given.js';
import { ask, failIn } from './asking.js';
import { abandonIn, confirmIn, type SetupConfirmation } from './attempt.js';
import { type SetupMembers, withSetupMembers } from './members.js';
import { authenticationFailed } from './refusals.js';
import { checkStatus, type SetupOperation } from './states.js';
import type { SetupIntent } from './types.js';

export interface UpdateSetupIntent {
  readonly id: string;
  readonly members: SetupMembers;
  readonly description: string | undefined;
  readonly metadata: MetadataPatch | undefined;
}

/** No event tells of it, as at Stripe. */
export const updateSetupIntent: Command<UpdateSetupIntent> = {
  reads: ({ id, members }) => referencesOf(id, members),
  decide(state, input, context) {
    const changes_setup = Object.values(input.members).some((member) => member !== undefined);
    const before = changes_setup ? intentFor(state, input.id, 'update') : anyIntent(state, input.id);
    if (isRefusal(before)) return before;
    const draft = Draft.under(state, context, before.test_clock);
    if (isRefusal(draft)) return draft;
    const changed = withSetupMembers(draft, before, input.members);
    if (isRefusal(changed)) return changed;
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const description = input.description ?? before.description;
    draft.update('setup_intent', compact<SetupIntent>({ ...changed, description, metadata }));
    return draft.decision({ kind: 'setup_intent', id: input.id });
  },
};

export interface ConfirmSetupIntent {
  readonly id: string;
  readonly members: SetupMembers;
  readonly confirmation: SetupConfirmation;
}

export const confirmSetupIntent: Command<ConfirmSetupIntent> = {
  reads: ({ id, members }) => referencesOf(id, members),
  decide(state, { id, members, confirmation }, context) {
    const before = intentFor(state, id, 'confirm');
    if (isRefusal(before)) return before;
    const draft = Draft.under(state, context, before.test_clock);
    if (isRefusal(draft)) return draft;
    const changed = withSetupMembers(draft, before, members);
    if (isRefusal(changed)) return changed;
    abandonIn(draft, changed);
    return confirmIn(draft, changed, confirmation);
  },
};

export interface CancelSetupIntent {
  readonly id: string;
  readonly cancellation_reason: SetupIntent['cancellation_reason'] | undefined;
}

export const cancelSetupIntent: Command<CancelSetupIntent> = {
  reads: ({ id }) => [{ kind: 'setup_intent', id }],
  decide(state, { id, cancellation_reason }, context) {
    const before = intentFor(state, id, 'cancel');
    if (isRefusal(before)) return before;
    const draft = Draft.under(state, context, before.test_clock);
    if (isRefusal(draft)) return draft;
    abandonIn(draft, before);
    const { next_action: _action, ...rest } = before;
    draft.update('setup_intent', compact<SetupIntent>({ ...rest, status: 'canceled', cancellation_reason }));
    draft.emit('setup_intent.canceled', id);
    return draft.decision({ kind: 'setup_intent', id });
  },
};

export interface AuthenticateSetupIntent {
  readonly id: string;
  readonly outcome: 'succeeded' | 'failed';
}

/** The payer's answer on the authentication page. */
export const authenticateSetupIntent: Command<AuthenticateSetupIntent> = {
  reads: ({ id }) => [{ kind: 'setup_intent', id }],
  decide(state, { id, outcome }, context) {
    const intent = intentFor(state, id, 'authenticate');
    if (isRefusal(intent)) return intent;
    const draft = Draft.under(state, context, intent.test_clock);
    if (isRefusal(draft)) return draft;
    if (outcome === 'failed') {
      const three_d_secure = { result: 'failed', version: THREE_D_SECURE_VERSION } as const;
      failIn(draft, intent, authenticationFailed(), three_d_secure);
      return draft.decision({ kind: 'setup_intent', id });
    }
    const refused = ask(draft, intent, { uses_stripe_sdk: false }, 'succeeded');
    // While the payer was away, the customer may have been deleted, or somebody else given the card.
    if (refused?.is_kept === false) failIn(draft, intent, refused.refusal, refused.three_d_secure);
    return draft.decision({ kind: 'setup_intent', id });
  },
};

function referencesOf(id: string, { customer, payment_method }: SetupMembers): Reference[] {
  return [
    { kind: 'setup_intent', id },
    ...(customer === undefined ? [] : [{ kind: 'customer' as const, id: customer }]),
    ...givenReferences(payment_method),
  ];
}

function anyIntent(state: State, id: string): SetupIntent | Refusal {
  return state.get('setup_intent', id)?.document ?? errors.noSuchObject('setup_intent', id);
}

function intentFor(state: State, id: string, operation: SetupOperation): SetupIntent | Refusal {
  const intent = anyIntent(state, id);
  return isRefusal(intent) ? intent : (checkStatus(intent, operation) ?? intent);
}
