/** What nobody processes. */
import type { ErrorCode } from '../../kernel/error_codes.js';
import type { Refusal } from '../../kernel/refusal.js';
import { cardError, invalid } from '../../kernel/refusing.js';

/** Daybook has a sandbox, and no connection yet to anybody who moves real money. */
export function noLiveProcessor(): Refusal {
  return invalid(
    'No processor is configured for live mode, so nothing can be confirmed in it. Use a test mode key to try it out; payments that were made elsewhere are reported with /v1/payment_records.',
    { code: 'payment_method_unactivated' },
  );
}

export function realCard(): Refusal {
  return cardError(
    'card_declined',
    'Your card was declined. Your request was in test mode, but used a real card number. Daybook takes test cards only, such as 4242424242424242.',
    { param: 'number', decline_code: 'test_mode_live_card' },
  );
}

/** The issuer would not have the card attached; it says why. */
export function attachDeclined(code: ErrorCode, message: string, decline_code: string | null): Refusal {
  return cardError(code, message, decline_code === null ? {} : { decline_code });
}
