/** Codes a client may act on; each has its paragraph on the page of error codes (`doc_url` points there). */
export const ERROR_CODES = {
  amount_details_amount_mismatch:
    'The line items, with tax, shipping and discounts, do not add up to the amount. Correct them, or pass `amount_details[enforce_arithmetic_validation]=false` to keep them as they are.',
  amount_details_tax_shipping_discount_greater_than_amount:
    'Tax and shipping less the discount are more than the amount. Correct them, or pass `amount_details[enforce_arithmetic_validation]=false` to keep them as they are.',
  amount_too_large: 'The amount exceeds what Daybook or the payment allows.',
  amount_too_small: 'The amount is below what can be charged in its currency.',
  api_key_expired: 'The API key was revoked or rolled, or its time is over. Create another with `daybook keys create`.',
  authentication_required:
    'The payer has to authenticate, but was not there to do it. Bring the payer back and confirm again.',
  card_declined: 'The card was declined; `decline_code` says why.',
  charge_already_captured: 'The charge has been captured already.',
  charge_already_refunded: 'Everything that was captured has been refunded already.',
  charge_disputed: 'The charge is disputed, so its money cannot be refunded as well.',
  country_code_invalid: 'There is no country of this code. Codes have two letters, such as `US`.',
  email_invalid: 'This is no e-mail address that mail can be sent to.',
  expired_card: 'The card has expired.',
  idempotency_key_in_use: 'Another request with the same Idempotency-Key is still running. Send it again in a moment.',
  incorrect_cvc: "The card's security code is incorrect.",
  incorrect_number: "The card's number is incorrect: it is not a card number, or a digit is wrong.",
  invalid_charge_amount:
    'No card can be charged this amount in its currency: shillings of Uganda and krónur of Iceland only in whole units (multiples of 100), currencies with three decimals only in tens.',
  invalid_cvc: "The card's security code is invalid: three digits, four for American Express.",
  invalid_expiry_month: "The card's expiry month is invalid: 1 to 12.",
  invalid_expiry_year: "The card's expiry year is invalid or in the past.",
  invalid_number: "The card's number is not made of digits.",
  lock_timeout: 'Too much work is waiting, or another request holds the object. Send it again in a moment.',
  parameter_invalid_empty: 'An empty string was passed for a parameter that cannot be unset.',
  parameter_invalid_integer: 'The value is not a whole number, or is out of range.',
  parameter_missing: 'A required parameter is missing.',
  parameter_unknown: 'The request contains a parameter that this operation does not have.',
  parameters_exclusive: 'Parameters that exclude each other were passed together.',
  payment_intent_authentication_failure:
    'The payer failed to authenticate. Confirm again, with this or another payment method.',
  payment_intent_incompatible_payment_method: 'The payment method cannot pay this intent.',
  payment_intent_unexpected_state: 'The status of the payment intent does not allow this; the error shows the intent.',
  payment_method_types_no_longer_supported:
    'From API version 2026-09-30.endive on, intents take no `payment_method_types`: leave it out.',
  payment_method_unactivated: 'The payment method cannot be used in this mode.',
  processing_error: 'The processor could not process the card. Try again later.',
  rate_limit: 'Too many requests in too short a time. Slow down and try again.',
  resource_already_exists: 'An object with this identifying value exists already.',
  resource_missing: 'There is no such object, or it belongs to the other mode.',
  secret_key_required: 'The operation needs a secret key; a publishable key was used.',
  setup_attempt_failed: 'The payment method could not be set up.',
  setup_intent_authentication_failure: 'The payer did not authenticate; try another payment method.',
  setup_intent_unexpected_state: 'The status of the setup intent does not allow the operation.',
  testmode_charges_only: 'The operation exists in test mode only.',
  url_invalid: 'The URL cannot be used. The message says what is wrong with it.',
} as const satisfies Record<string, string>;

export type ErrorCode = keyof typeof ERROR_CODES;
