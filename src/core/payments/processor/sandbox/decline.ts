/** How the sandbox says no. */
import type { Outcome } from '../../charge/types.js';
import type { DeclineAnswer } from '../port.js';
import type { Decline } from './test_cards.js';

/** Declines that trying again does not help with, and those where correcting what was entered does. */
const ADVICE: Readonly<Record<string, DeclineAnswer['advice_code']>> = {
  authentication_required: 'confirm_card_data',
  expired_card: 'do_not_try_again',
  fraudulent: 'do_not_try_again',
  incorrect_cvc: 'confirm_card_data',
  lost_card: 'do_not_try_again',
  stolen_card: 'do_not_try_again',
};

export function issuerDeclines({ code, decline_code, message }: Decline): DeclineAnswer {
  const reason = decline_code ?? code;
  const advice_code = ADVICE[reason] ?? 'try_again_later';
  return {
    outcome: 'declined',
    code,
    ...(decline_code === null ? {} : { decline_code }),
    message,
    advice_code,
    risk: {
      type: 'issuer_declined',
      network_status: 'declined_by_network',
      reason,
      risk_level: 'normal',
      risk_score: 20,
      seller_message: 'The bank did not return any further details with this decline.',
      advice_code,
    },
  };
}

const TOO_RISKY: Outcome = {
  type: 'blocked',
  network_status: 'not_sent_to_network',
  reason: 'highest_risk_level',
  risk_level: 'highest',
  risk_score: 92,
  seller_message: 'Stripe blocked this payment as too risky.',
};

/** The payment never reaches the issuer; to the payer it looks like any decline. */
export function blockedAsTooRisky(): DeclineAnswer {
  return {
    outcome: 'declined',
    code: 'card_declined',
    decline_code: 'fraudulent',
    message: 'Your card was declined.',
    advice_code: 'do_not_try_again',
    risk: TOO_RISKY,
  };
}

/** The payer would have to authenticate, but is not there. */
export function authenticationRequired(): DeclineAnswer {
  return {
    ...issuerDeclines({ code: 'card_declined', decline_code: 'authentication_required', message: '' }),
    code: 'authentication_required',
    message: 'Your card was declined. This transaction requires authentication.',
  };
}
