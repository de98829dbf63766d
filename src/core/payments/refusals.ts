/** What several nouns of payments refuse: cards that can be none, and what only a confirmation takes. */
import type { Refusal } from '../kernel/refusal.js';
import { cardError, invalid } from '../kernel/refusing.js';

export function onlyWithConfirm(param: string, intent: 'PaymentIntent' | 'SetupIntent'): Refusal {
  return invalid(
    `The parameter \`${param}\` cannot be passed when creating a ${intent} unless \`confirm\` is set to true.`,
    { param },
  );
}

export function invalidNumber(): Refusal {
  return cardError('invalid_number', 'Your card number is not a valid credit card number.', { param: 'number' });
}

export function incorrectNumber(): Refusal {
  return cardError('incorrect_number', 'Your card number is incorrect.', { param: 'number' });
}

export function invalidExpiryMonth(): Refusal {
  return cardError('invalid_expiry_month', "Your card's expiration month is invalid.", { param: 'exp_month' });
}

export function invalidExpiryYear(): Refusal {
  return cardError('invalid_expiry_year', "Your card's expiration year is invalid.", { param: 'exp_year' });
}

export function invalidCvc(): Refusal {
  return cardError('invalid_cvc', "Your card's security code is invalid.", { param: 'cvc' });
}
