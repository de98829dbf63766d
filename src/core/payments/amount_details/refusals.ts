/** Why the details of an amount are not taken. */
import type { Refusal, Violation } from '../../kernel/refusal.js';
import { invalid, shown, wrongSum } from '../../kernel/refusing.js';

export function otherSum(total: number, amount: number): Violation {
  return wrongSum(
    'amount_details_amount_mismatch',
    `The total value of \`amount_details\` (${total}) does not match the \`amount\` (${amount}). Make sure that the total value of \`line_items\` matches the amount to charge, taking into account any discounts, tax, and shipping. See https://docs.stripe.com/payments/payment-line-items`,
    'amount_details',
  );
}

export function greaterThanAmount(total: number, amount: number): Violation {
  return wrongSum(
    'amount_details_tax_shipping_discount_greater_than_amount',
    `The tax and shipping of \`amount_details\` less the discount (${total}) are greater than the \`amount\` (${amount}). See https://docs.stripe.com/payments/payment-line-items`,
    'amount_details',
  );
}

export function sumTooLarge(param: string): Refusal {
  return invalid(`The amounts in ${param} add up to more than ${Number.MAX_SAFE_INTEGER}.`, { param });
}

/** The first of several captures passes over what was given at creation. */
export function detailsToPass(param: string): Refusal {
  return invalid(
    `This PaymentIntent has ${param}. The first of several captures must pass its own ${param}, or unset it with an empty value.`,
    { param },
  );
}

export function detailsToPassAgain(param: string): Refusal {
  return invalid(`Earlier captures of this PaymentIntent included ${param}, so every later capture must include it.`, {
    param,
  });
}

export function detailsToLeaveOut(param: string): Refusal {
  return invalid(`Earlier captures of this PaymentIntent did not include ${param}, so later captures cannot add it.`, {
    param,
  });
}

export function detailsOfRelease(): Refusal {
  return invalid('A capture of 0 only releases what is left, so it cannot change amount_details.', {
    param: 'amount_details',
  });
}

export function postalCodeChanged(param: string, before: string): Refusal {
  return invalid(`${param} cannot change between captures: an earlier capture passed '${shown(before)}'.`, { param });
}

/** Told for the whole in one capture, and for its parts in another. */
export function exclusiveWithEarlierCaptures(param: string, earlier: string): Refusal {
  return invalid(
    `${param} cannot be used: earlier captures of this PaymentIntent used ${earlier}, and the two exclude each other.`,
    { code: 'parameters_exclusive', param },
  );
}

export function tooManyLineItems(count: number, maximum: number): Refusal {
  return invalid(
    `The captures of a PaymentIntent can have ${maximum} line items together; with this one they have ${count}.`,
    { param: 'amount_details[line_items]' },
  );
}

export function invalidPostalCode(param: string): Refusal {
  return invalid('Invalid postal code: only letters, digits, hyphens, and spaces are allowed.', { param });
}

export function notAlphanumeric(name: string, param: string): Refusal {
  return invalid(`Invalid ${name}: only letters and digits are allowed.`, { param });
}

export function noWebAddress(param: string): Refusal {
  return invalid('Not a valid URL: it must begin with http:// or https:// and contain no spaces.', { param });
}
