/** What the issuers of the test cards say when a card is to be saved: the sandbox of setup intents. */
import type { ThreeDSecure } from '../card_authorization.js';
import type { Decline, TestCard, TestCardBehaviour } from '../processor/sandbox/test_cards.js';
import type { SetupCardOptions } from './types.js';

export type Verification =
  | { readonly kind: 'succeeds'; readonly three_d_secure?: ThreeDSecure }
  | { readonly kind: 'authenticates' }
  | { readonly kind: 'declines'; readonly decline: Decline };

export const THREE_D_SECURE_VERSION = '2.2.0';

const AUTHENTICATION_BROKE: Decline = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
};

/**
 * Nothing is charged, so what a card does to charges has no part in this, and a card that declines them can be saved.
 * The payer is there: a card that is only to be authenticated on session, or that was not set up before, is asked.
 */
export function verify({ behaviour }: TestCard, options: SetupCardOptions = {}): Verification {
  const { request_three_d_secure: request = 'automatic' } = options;
  const is_requested = request !== 'automatic';
  switch (behaviour.kind) {
    case 'declines':
      if (behaviour.on_attach) return { kind: 'declines', decline: behaviour.decline };
      return succeedsAs(is_requested ? 'attempt_acknowledged' : undefined);
    case 'three_d_secure':
      return authentication(behaviour, is_requested);
    case 'bypasses_pending':
    case 'checks':
    case 'disputed':
    case 'enterprise_features_disabled':
    case 'increments_approved':
    case 'partial_authorization':
    case 'refund_fails':
    case 'refund_pending':
    case 'risk':
    case 'succeeds':
      return succeedsAs(is_requested ? 'attempt_acknowledged' : undefined);
  }
}

function authentication(
  { authentication, attempt, decline }: Extract<TestCardBehaviour, { kind: 'three_d_secure' }>,
  is_requested: boolean,
): Verification {
  switch (authentication) {
    case 'not_supported':
      return succeedsAs(is_requested ? 'not_supported' : undefined);
    case 'if_requested':
      if (!is_requested) return succeedsAs(undefined);
      return attempt === 'processing_error' ? succeedsAs('processing_error') : { kind: 'authenticates' };
    case 'always':
    case 'on_session':
    case 'unless_set_up':
      if (attempt === 'completes') return { kind: 'authenticates' };
      return { kind: 'declines', decline: decline ?? AUTHENTICATION_BROKE };
  }
}

function succeedsAs(result: ThreeDSecure['result'] | undefined): Verification {
  if (result === undefined) return { kind: 'succeeds' };
  return { kind: 'succeeds', three_d_secure: { result, version: THREE_D_SECURE_VERSION } };
}
