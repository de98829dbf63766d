/** Why a payment method is not kept, changed or used. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid, shown } from '../../kernel/refusing.js';

type Intent = 'PaymentIntent' | 'SetupIntent';

/** The payment method may exist, but the customer does not have it. */
export function notOfCustomer(payment_method: string, param: string): Refusal {
  return invalid(
    `The customer does not have a payment method with the ID ${shown(payment_method)}. The payment method must be attached to the customer.`,
    { code: 'resource_missing', param },
  );
}

export function usedBefore(): Refusal {
  return invalid(
    'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
  );
}

export function alreadyAttached(): Refusal {
  return invalid('The payment method you provided has already been attached to a customer.');
}

export function notAttached(): Refusal {
  return invalid('The payment method you provided is not attached to a customer so detachment is impossible.');
}

/** Only what a customer has can be changed. */
export function notSaved(): Refusal {
  return invalid('You must save this PaymentMethod to a customer before you can update it.');
}

export function noCard(payment_method: string, type: string): Refusal {
  return invalid(`The payment method '${payment_method}' is of type ${type}, and not a card.`, { param: 'card' });
}

export function notProcessed(payment_method: string, type: string, intent: Intent): Refusal {
  return invalid(
    `The payment method '${payment_method}' is of type ${type}, and nothing processes that. Report such payments with /v1/payment_records.`,
    {
      ...(intent === 'PaymentIntent' ? { code: 'payment_intent_incompatible_payment_method' } : {}),
      param: 'payment_method',
    },
  );
}

export function keptElsewhere(payment_method: string, intent: Intent): Refusal {
  return invalid(
    `The payment method '${payment_method}' describes a card that another processor keeps, so it cannot be charged here. Report such payments with /v1/payment_records.`,
    {
      ...(intent === 'PaymentIntent' ? { code: 'payment_intent_incompatible_payment_method' } : {}),
      param: 'payment_method',
    },
  );
}

/** Eight digits before the last four would tell too much of a number of fewer than sixteen. */
export function binTooLong(param: string): Refusal {
  return invalid(
    `Invalid ${param}: the first eight digits are kept only of cards whose numbers have sixteen (Visa, Mastercard, Discover, JCB, UnionPay); of others the first six.`,
    { param },
  );
}

export function customerLeftOut(payment_method: string, intent: Intent): Refusal {
  return invalid(
    `The payment method supplied (${payment_method}) belongs to a Customer. Please include the Customer in the \`customer\` parameter on the ${intent}.`,
    { param: 'payment_method' },
  );
}

export function noReturnUrl(intent: Intent): Refusal {
  return invalid(
    `A \`return_url\` must be specified because this ${intent === 'PaymentIntent' ? 'Payment Intent' : 'Setup Intent'} is configured to automatically accept the payment methods enabled in the Dashboard, some of which may require a full page redirect to succeed. If you do not want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`,
    { code: 'parameter_missing', param: 'return_url' },
  );
}

export function typesNoLongerSupported(): Refusal {
  return invalid(
    'payment_method_types cannot be written in this API version: which types an intent takes is found out by itself. Leave the parameter out, or send an earlier Stripe-Version.',
    { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
  );
}

export function noVault(param: string): Refusal {
  return invalid(
    'Daybook is no card vault: in live mode it takes no card numbers. Keep cards with your processor, and report payments with payment_method_details instead.',
    { code: 'testmode_charges_only', param },
  );
}

export function ofOtherType(param: string, type: string): Refusal {
  return invalid(`${param} can be given only together with type=${type}.`, { param });
}

export function noCustomType(param: string): Refusal {
  return invalid('Invalid custom payment method type: its id begins with cpmt_.', { param });
}
