/** The parameters that creating, updating and confirming an intent have in common, and what they become in a command. */
import { errors, type Refusal } from '../../../core/kernel/errors.js';
import type { Confirmation } from '../../../core/payments/payment_intent/confirm.js';
import type { IntentMembers } from '../../../core/payments/payment_intent/members.js';
import { secretKeyOnly } from '../../../core/payments/payment_intent/refusals.js';
import {
  CAPTURE_METHODS,
  FUTURE_USAGES,
  IF_AVAILABLE,
  THREE_D_SECURE_REQUESTS,
} from '../../../core/payments/payment_intent/types.js';
import { automaticPaymentMethods } from '../../../core/payments/payment_method/redirects.js';
import { onlyWithConfirm } from '../../../core/payments/refusals.js';
import { emailAddress, statementDescriptor } from '../../../wire/contact_parameters.js';
import {
  array,
  boolean,
  described,
  emptyable,
  enumeration,
  hash,
  type Parsed,
  required,
  singleLine,
  string,
} from '../../../wire/parameters.js';
import { returnUrl } from '../../../wire/return_url.js';
import type { Call } from '../../kernel/call.js';
import { address, radar_options } from '../../kernel/parameters.js';
import { mandate_data, mandateAcceptance } from '../mandate_data.js';
import { payment_method, payment_method_data } from '../payment_method/given.js';
import { amount_details, payment_details } from './amount_details.js';

const requested = described(enumeration(IF_AVAILABLE), 'With manual capture; the charge says whether it is available.');

const card_options = hash({
  capture_method: described(emptyable(enumeration(['manual'])), 'Instead of the `capture_method` of the intent.'),
  moto: described(
    boolean(),
    'The card was told by mail or telephone: its holder cannot be asked to authenticate, and a card that requires it is declined.',
  ),
  request_extended_authorization: requested,
  request_incremental_authorization: requested,
  request_multicapture: requested,
  request_overcapture: requested,
  request_partial_authorization: requested,
  request_three_d_secure: enumeration(THREE_D_SECURE_REQUESTS),
  setup_future_usage: described(emptyable(enumeration(['none', ...FUTURE_USAGES])), 'Instead of that of the intent.'),
});

const shipping = hash({
  address: required(address),
  carrier: singleLine(),
  name: required(string()),
  phone: singleLine(),
  tracking_number: singleLine(),
});

/** What create, update and confirm take. */
export const shared_parameters = {
  amount_details,
  capture_method: enumeration(CAPTURE_METHODS),
  payment_details,
  payment_method,
  payment_method_data,
  payment_method_options: hash({ card: card_options }),
  payment_method_types: described(
    array(enumeration(['card'])),
    'Only in versions before 2026-09-30.endive; card is all that Daybook processes.',
  ),
  receipt_email: described(emptyable(emailAddress(512)), 'Kept and shown; Daybook sends no receipts.'),
  setup_future_usage: described(
    emptyable(enumeration(FUTURE_USAGES)),
    "The payment method becomes the customer's once the payment succeeds.",
  ),
  shipping: emptyable(shipping),
};

/** What create and update take. */
export const kept_parameters = {
  ...shared_parameters,
  customer: string(),
  description: string({ maximum_length: 1_000 }),
  statement_descriptor: described(
    statementDescriptor(),
    'Kept and shown; a confirmation is refused with it, since there are card payments only, which take the suffix.',
  ),
  statement_descriptor_suffix: statementDescriptor(),
};

/** What only a confirmation takes. */
export const confirmation_parameters = {
  error_on_requires_action: described(boolean(), 'Decline the payment instead of asking the payer to authenticate.'),
  mandate_data,
  off_session: described(
    enumeration(['false', 'one_off', 'recurring', 'true']),
    'The payer is not there and cannot authenticate. All but false mean the same.',
  ),
  radar_options,
  return_url: described(returnUrl(), 'Where the authentication page sends the payer afterwards.'),
  use_stripe_sdk: described(boolean(), 'With true, next_action is of type use_stripe_sdk.'),
};

const type_lists = {
  allowed_payment_method_types: array(string({ maximum_length: 50 })),
  automatic_payment_methods: described(
    hash({ allow_redirects: enumeration(['always', 'never']), enabled: required(boolean()) }),
    'Where they are enabled and redirects are not excluded, a confirmation needs a `return_url`.',
  ),
  excluded_payment_method_types: array(string({ maximum_length: 50 })),
};

/** How an intent is told which types of payment methods it takes; at most one of them. */
export const type_parameters = type_lists;

type Given = Partial<Parsed<ReturnType<typeof hash<typeof kept_parameters & typeof type_parameters>>>>;

export function membersOf(given: Given): IntentMembers {
  return {
    allowed_payment_method_types: given.allowed_payment_method_types,
    amount_details: given.amount_details,
    automatic_payment_methods: automaticPaymentMethods(given.automatic_payment_methods),
    capture_method: given.capture_method,
    card_options: given.payment_method_options?.card,
    customer: given.customer,
    description: given.description,
    excluded_payment_method_types: given.excluded_payment_method_types,
    payment_details: given.payment_details,
    receipt_email: given.receipt_email,
    setup_future_usage: given.setup_future_usage,
    shipping: given.shipping,
    statement_descriptor: given.statement_descriptor,
    statement_descriptor_suffix: given.statement_descriptor_suffix,
  };
}

type GivenConfirmation = Partial<Parsed<ReturnType<typeof hash<typeof confirmation_parameters>>>>;

export function confirmationOf(
  { is_publishable }: Call,
  given: GivenConfirmation & { readonly payment_method_types?: readonly string[] | undefined },
): Confirmation {
  const is_script = is_publishable && given.use_stripe_sdk === true;
  return {
    never_redirects: given.payment_method_types !== undefined || is_script,
    error_on_requires_action: given.error_on_requires_action,
    mandate_acceptance: mandateAcceptance(given.mandate_data),
    off_session: given.off_session !== undefined && given.off_session !== 'false',
    radar_session: given.radar_options?.session,
    return_url: given.return_url,
    use_stripe_sdk: given.use_stripe_sdk,
  };
}

/** Parameters of a confirmation say nothing where the intent is not confirmed. */
export function checkConfirmation(
  given: GivenConfirmation & { readonly confirm?: boolean | undefined },
): Refusal | undefined {
  if (given.confirm === true) return undefined;
  for (const name of Object.keys(confirmation_parameters) as (keyof typeof confirmation_parameters)[]) {
    if (given[name] !== undefined) return onlyWithConfirm(name, 'PaymentIntent');
  }
  return undefined;
}

/** The ways to say which types of payment methods are taken exclude each other. */
export function checkTypeLists(
  given: Readonly<Record<string, unknown>> & { readonly automatic_payment_methods?: { readonly enabled: boolean } },
): Refusal | undefined {
  const names = [...Object.keys(type_lists), 'payment_method_types'];
  const sent = names.filter((name) => given[name] !== undefined);
  if (sent.length > 1 && sent[0] === 'allowed_payment_method_types') {
    return errors.exclusive(sent.sort(), 'allowed_payment_method_types');
  }
  return given.automatic_payment_methods?.enabled === true && given['payment_method_types'] !== undefined
    ? errors.exclusive(['automatic_payment_methods', 'payment_method_types'])
    : undefined;
}

/** What a payer may say, who confirms with a publishable key: how to pay and where to, not on which terms. */
const PAYERS: ReadonlySet<string> = new Set([
  'client_secret',
  'expand',
  'mandate_data',
  'payment_method',
  'payment_method_data',
  'payment_method_types',
  'radar_options',
  'receipt_email',
  'return_url',
  'setup_future_usage',
  'shipping',
  'use_stripe_sdk',
]);

export function checkPayersParameters({ is_publishable }: Call, given: object): Refusal | undefined {
  const other = is_publishable ? Object.keys(given).find((name) => !PAYERS.has(name)) : undefined;
  return other === undefined ? undefined : secretKeyOnly(other);
}
