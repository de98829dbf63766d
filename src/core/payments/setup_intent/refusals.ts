/** Why a card is not set up. */
import type { ErrorCode } from '../../kernel/error_codes.js';
import type { Refusal } from '../../kernel/refusal.js';
import { cardError, invalid } from '../../kernel/refusing.js';

/** The status does not allow it; the error shows the intent, unless it is not there yet. */
function unexpectedState(intent: string | undefined, message: string): Refusal {
  return invalid(message, {
    code: 'setup_intent_unexpected_state',
    ...(intent === undefined ? {} : { shows: [{ member: 'setup_intent', kind: 'setup_intent', id: intent }] }),
  });
}

export function alreadySucceeded(intent: string, verb: string): Refusal {
  return unexpectedState(intent, `You cannot ${verb} this SetupIntent because it has already succeeded.`);
}

/** `verb` and `participle` are how Stripe's messages speak of the operation. */
export function refusedInStatus(
  { id, status }: { readonly id: string; readonly status: string },
  {
    allowed,
    verb,
    participle,
  }: Readonly<Record<'verb' | 'participle', string>> & { readonly allowed: readonly string[] },
): Refusal {
  return unexpectedState(
    id,
    `You cannot ${verb} this SetupIntent because it has a status of ${status}. Only a SetupIntent with one of the following statuses may be ${participle}: ${allowed.join(', ')}.`,
  );
}

export function methodMissing(intent: string | undefined): Refusal {
  return unexpectedState(
    intent,
    "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.",
  );
}

export function authenticationFailed(): Refusal {
  return invalid(
    'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
    { code: 'setup_intent_authentication_failure' },
  );
}

/** The processor says why. */
export function declined(code: ErrorCode, message: string, decline_code: string | undefined): Refusal {
  return cardError(code, message, decline_code === undefined ? {} : { decline_code });
}
