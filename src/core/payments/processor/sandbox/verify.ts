/** What the issuers of the test cards say when a card is to be saved. */
import { THREE_D_SECURE_VERSION, type ThreeDSecure } from '../../card_authorization.js';
import type { Answer, Request } from '../port.js';
import { withChecks } from './cards.js';
import { type Decline, type TestCard, type TestCardBehaviour, testCardByKey } from './test_cards.js';

export type Verification =
  | { readonly kind: 'succeeds'; readonly three_d_secure?: ThreeDSecure }
  | { readonly kind: 'authenticates' }
  | { readonly kind: 'declines'; readonly decline: Decline };

const AUTHENTICATION_BROKE: Decline = {
  code: 'card_declined',
  decline_code: 'generic_decline',
  message: 'Your card was declined.',
};

/**
 * Nothing is charged, so what a card does to charges has no part in this, and a card that declines them can be saved.
 * The payer is there: a card that is only to be authenticated on session, or that was not set up before, is asked.
 */
export function verify(
  { behaviour }: Pick<TestCard, 'behaviour'>,
  three_d_secure: Request<'verify'>['three_d_secure'] = 'automatic',
): Verification {
  const is_requested = three_d_secure !== 'automatic';
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
  return { kind: 'succeeds', three_d_secure: ofVersion(result) };
}

function ofVersion(result: ThreeDSecure['result']): ThreeDSecure {
  return { result, version: THREE_D_SECURE_VERSION };
}

/** A payer who has authenticated is not asked about anything else. */
export function verified({ authentication, payment_method, three_d_secure }: Request<'verify'>): Answer<'verify'> {
  if (authentication === 'succeeded') return { outcome: 'succeeded', three_d_secure: ofVersion('authenticated') };
  const { billing_details, card: given, test_card } = payment_method;
  const row = test_card === undefined ? undefined : testCardByKey(test_card);
  const card = given && { card: withChecks(given, row, billing_details?.address) };
  const verification = verify(row ?? { behaviour: { kind: 'succeeds' } }, three_d_secure);
  switch (verification.kind) {
    case 'authenticates':
      return { outcome: 'requires_action', ...card };
    case 'declines': {
      const { code, decline_code, message } = verification.decline;
      return { outcome: 'declined', code, message, ...card, ...(decline_code === null ? {} : { decline_code }) };
    }
    case 'succeeds': {
      const { three_d_secure: result } = verification;
      return { outcome: 'succeeded', ...card, ...(result === undefined ? {} : { three_d_secure: result }) };
    }
  }
}
