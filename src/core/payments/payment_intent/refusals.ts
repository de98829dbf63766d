/** Why a payment is not begun, changed, captured or canceled. */
import type { ErrorCode } from '../../kernel/error_codes.js';
import type { Refusal } from '../../kernel/refusal.js';
import { cardError, invalid } from '../../kernel/refusing.js';

interface Subject {
  readonly id: string;
  readonly status: string;
}

function showing(intent: string): Pick<Refusal, 'shows'> {
  return { shows: [{ member: 'payment_intent', kind: 'payment_intent', id: intent }] };
}

/** The status does not allow it; the error shows the intent, unless it is not there yet. */
function unexpectedState(intent: string | undefined, message: string, param?: string): Refusal {
  return invalid(message, {
    code: 'payment_intent_unexpected_state',
    ...(param === undefined ? {} : { param }),
    ...(intent === undefined ? {} : showing(intent)),
  });
}

// --- what a status does not allow --------------------------------------------------------------------------------

export function notUpdated({ id, status }: Subject, param: string, allowed: readonly string[]): Refusal {
  return unexpectedState(
    id,
    `This PaymentIntent's ${param} could not be updated because it has a status of ${status}. You may only update the ${param} of a PaymentIntent with one of the following statuses: ${allowed.join(', ')}.`,
    param,
  );
}

export function alreadyConfirmed({ id }: Subject): Refusal {
  return unexpectedState(
    id,
    'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
  );
}

export function notConfirmed({ id, status }: Subject, allowed: readonly string[]): Refusal {
  return unexpectedState(
    id,
    `You cannot confirm this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be confirmed: ${allowed.join(', ')}.`,
  );
}

export function notAuthenticated({ id, status }: Subject): Refusal {
  return unexpectedState(id, `This PaymentIntent does not wait for an authentication: it has a status of ${status}.`);
}

export function restReleased({ id }: Subject): Refusal {
  return unexpectedState(
    id,
    'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount has been released.',
  );
}

export function notCaptured({ id, status }: Subject): Refusal {
  return unexpectedState(
    id,
    `This PaymentIntent could not be captured because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be captured: requires_capture.`,
  );
}

export function notIncremented({ id, status }: Subject): Refusal {
  return unexpectedState(
    id,
    `This PaymentIntent's authorization could not be incremented because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be incremented: requires_capture.`,
  );
}

/** Among the statuses are some that Stripe's text names although Daybook's intents never have them. */
export function notCanceled({ id, status }: Subject): Refusal {
  return unexpectedState(
    id,
    `You cannot cancel this PaymentIntent because it has a status of ${status}. Only a PaymentIntent with one of the following statuses may be canceled: requires_payment_method, requires_capture, requires_reauthorization, requires_confirmation, requires_action, expired, processing.`,
  );
}

export function partlyCaptured(intent: string): Refusal {
  return unexpectedState(
    intent,
    'You cannot cancel this PaymentIntent because a part of it has been captured. Release the rest with a capture of amount_to_capture=0 and final_capture=true, and refund what was captured.',
  );
}

// --- what an intent is made and confirmed with -------------------------------------------------------------------

export function amountTooSmall(minimum: string): Refusal {
  return invalid(`Amount must be at least ${minimum}`, { code: 'amount_too_small', param: 'amount' });
}

export function amountZero(): Refusal {
  return invalid(
    'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents',
    { code: 'parameter_invalid_integer', param: 'amount' },
  );
}

export function otherAmount(amount_to_confirm: number, amount: number): Refusal {
  return invalid(
    `The amount_to_confirm (${amount_to_confirm}) is not the amount of this PaymentIntent (${amount}). Update the PaymentIntent, or confirm what it says.`,
    { param: 'amount_to_confirm' },
  );
}

export function currencyStays(currency: string): Refusal {
  return invalid(
    `The currency of this PaymentIntent cannot be changed any more: it was tried in ${currency}. Cancel it and create another.`,
    { param: 'currency' },
  );
}

export function descriptorOfCard(): Refusal {
  return invalid(
    'The `statement_descriptor` of a PaymentIntent cannot be used for a card payment. Use `statement_descriptor_suffix` instead.',
    { param: 'statement_descriptor' },
  );
}

export function methodMissing(intent: string | undefined): Refusal {
  return unexpectedState(
    intent,
    "You cannot confirm this PaymentIntent because it's missing a payment method. You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again directly with a payment method or ConfirmationToken.",
  );
}

export function cardsNotAllowed(): Refusal {
  return invalid(
    'The types of payment methods that this PaymentIntent allows do not include card, the only one that Daybook can process.',
    { code: 'payment_intent_incompatible_payment_method', param: 'payment_method' },
  );
}

export function secretKeyOnly(param: string): Refusal {
  return invalid(`The parameter ${param} can be used with a secret key only.`, { param });
}

// --- what the processor says -------------------------------------------------------------------------------------

/** The processor says why. */
export function declined(
  code: ErrorCode,
  message: string,
  details: Pick<Refusal, 'decline_code' | 'advice_code' | 'charge' | 'shows'>,
): Refusal {
  return cardError(code, message, details);
}

/** A capture, an increment or a cancellation; the payment stays as it was. */
export function followUpDeclined(message: string, decline_code: string, charge: string, intent: string): Refusal {
  return cardError('card_declined', message, { decline_code, charge, ...showing(intent) });
}

export function actionRequired(
  shows: NonNullable<Refusal['shows']>,
): Refusal & { readonly code: 'authentication_required' } {
  const code = 'authentication_required';
  const message = 'This payment required an authentication action to complete, but `error_on_requires_action` was set.';
  return { ...cardError(code, message, { decline_code: code, shows }), code };
}

/** Nobody waits for it: the intent keeps it. */
export function authenticationFailed(): Refusal & Required<Pick<Refusal, 'code'>> {
  const code = 'payment_intent_authentication_failure';
  const message =
    'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new PaymentMethod to attempt to fulfill this PaymentIntent again.';
  return { ...invalid(message), code };
}

// --- captures and increments -------------------------------------------------------------------------------------

export function captureTooLarge(intent: string, param: string): Refusal {
  return invalid(
    'The payment could not be captured because the requested capture amount is greater than the amount you can capture for this charge.',
    { code: 'amount_too_large', param, ...showing(intent) },
  );
}

export function capturedOnce(): Refusal {
  return invalid(
    'This PaymentIntent can be captured once only, so its capture is final. Ask for more with payment_method_options[card][request_multicapture]=if_available before it is confirmed.',
    { param: 'final_capture' },
  );
}

export function tooManyCaptures(maximum: number): Refusal {
  return invalid(
    `This PaymentIntent has been captured ${maximum} times, which is all that is possible. Release the rest with amount_to_capture=0 and final_capture=true.`,
  );
}

export function incrementsNotSupported(): Refusal {
  return invalid(
    'This PaymentIntent does not support incremental authorization: ask for it with payment_method_options[card][request_incremental_authorization]=if_available before it is confirmed.',
  );
}

export function incrementAfterCapture(): Refusal {
  return invalid(
    'The authorization of this PaymentIntent cannot be incremented any more: a part of it has been captured.',
  );
}

export function tooManyIncrements(maximum: number): Refusal {
  return invalid(
    `The authorization of this PaymentIntent cannot be incremented any more: ${maximum} increments were asked for already, declined ones included.`,
  );
}

export function incrementIsNone(authorized: number): Refusal {
  return invalid(
    `The amount is the new total to be authorized, so it must be greater than the ${authorized} that is authorized already.`,
    { param: 'amount' },
  );
}

export function incrementTooLarge(authorized: number, maximum: number): Refusal {
  return invalid(`One increment can raise the authorized ${authorized} to ${maximum} at most.`, {
    code: 'amount_too_large',
    param: 'amount',
  });
}
