/** The payer has been to the authentication page. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { THREE_D_SECURE_VERSION } from '../card_authorization.js';
import { ask, failIn } from './asking.js';
import { intentFor } from './named.js';
import { authenticationFailed } from './refusals.js';

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
