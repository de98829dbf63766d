/**
 * The one catalogue of everything Daybook refuses.
 *
 * A refusal is a value: rules return it, the wire renders it, the committer stores it under an idempotency key.
 * A thrown error, by contrast, is a bug or a broken machine. Texts that Stripe's clients match on are kept to the letter.
 */
import { maskCardNumbers } from './card_number/masked.js';
import { holdsCardNumber } from './card_number/refused.js';
import type { ErrorCode } from './error_codes.js';
import type { Refusal, Violation } from './refusal.js';

export { isRefusal, type Refusal, type Violation } from './refusal.js';

type Details = Omit<Refusal, 'refused' | 'status' | 'type' | 'message'>;

function invalid(message: string, details: Details = {}, status: Refusal['status'] = 400): Refusal {
  const { param } = details;
  return {
    refused: true,
    status,
    type: 'invalid_request_error',
    message: hiddenWhereRefused(message),
    ...details,
    ...(param === undefined ? {} : { param: hiddenWhereRefused(param) }),
  };
}

/** For a message without any text that was sent: its sums may be as long as a card's number. */
function wrongSum(message: string, details: Details): Refusal {
  return { ...invalid('', details), message };
}

/** Names of parameters are sent too, and what is no number by itself may be one beside another; amounts and times are none. */
function hiddenWhereRefused(text: string): string {
  return holdsCardNumber(text) ? maskCardNumbers(text) : text;
}

/** As much of a text as is looked at for a message: more than is shown, so that no number is cut before it is masked. */
const LOOKED_AT = 400;

/** A value for a message: shortened, so that an error never echoes kilobytes, and without card numbers. */
function shown(value: string): string {
  if (value.length <= 64) return maskCardNumbers(value);
  const begin = maskCardNumbers(value.slice(0, LOOKED_AT), value.length > LOOKED_AT);
  return `${begin.slice(0, 30)}…${maskCardNumbers(value.slice(-LOOKED_AT)).slice(-10)}`;
}

/** `a`, `a or b`, `a, b, or c`, in alphabetical order. */
function alternatives(values: readonly string[]): string {
  const sorted = [...values].sort();
  if (sorted.length < 3) return sorted.join(' or ');
  return `${sorted.slice(0, -1).join(', ')}, or ${sorted.at(-1)}`;
}

type Mode = 'live' | 'test';

/** Kinds are named in snake case, except for these, which clients know by other names. */
const NAMES_IN_MESSAGES: Readonly<Record<string, string>> = {
  payment_method: 'PaymentMethod',
  setup_intent: 'setupintent',
};

/** An object of the other mode is hinted at. */
function noSuch(kind: string, id: string, exists_in: Mode | undefined): string {
  const message = `No such ${NAMES_IN_MESSAGES[kind] ?? kind}: '${shown(id)}'`;
  if (exists_in === undefined) return message;
  const used = exists_in === 'live' ? 'test' : 'live';
  return `${message}; a similar object exists in ${exists_in} mode, but a ${used} mode key was used to make this request.`;
}

/** Refusals are kept under idempotency keys, and where an id belongs people have put the number of a card. */
function missingObject(kind: string, id: string): Pick<Refusal, 'missing'> {
  return maskCardNumbers(id) === id ? { missing: { kind, id } } : {};
}

export const errors = {
  // --- authentication and access -------------------------------------------------------------------------------
  noKey: (): Refusal =>
    invalid(
      "You did not provide an API key. You need to provide your API key in the Authorization header, using Bearer auth (e.g. 'Authorization: Bearer YOUR_SECRET_KEY'). See https://stripe.com/docs/api#authentication for details, or we can help at https://support.stripe.com/.",
      {},
      401,
    ),
  badKey: (masked: string): Refusal => invalid(`Invalid API Key provided: ${masked}`, {}, 401),
  expiredKey: (masked: string): Refusal =>
    invalid(`Expired API Key provided: ${masked}`, { code: 'api_key_expired' }, 401),
  secretKeyRequired: (): Refusal =>
    invalid(
      'This API call cannot be made with a publishable API key. Please use a secret API key. `daybook keys create` makes one.',
      { code: 'secret_key_required' },
      401,
    ),
  missingPermission: (masked: string, account: string, needed: string): Refusal =>
    invalid(
      `The provided key '${masked}' does not have the required permissions for this endpoint on account '${account}'. Having the '${needed}' permission would allow this request to continue.`,
      {},
      403,
    ),
  exceedsOwnRights: (): Refusal =>
    invalid(
      'This key cannot make, replace or revoke a key that may do more than it may itself. Use a secret key, or `daybook keys` on the server.',
      {},
      403,
    ),
  otherAccount: (account: string): Refusal =>
    invalid(
      `This installation of Daybook holds one account; it cannot act on '${shown(account)}'. Remove the Stripe-Account header.`,
      {},
      403,
    ),
  noSuchAccount: (account: string): Refusal =>
    invalid(
      `The key does not have access to account '${shown(account)}' (or that account does not exist). This installation of Daybook holds one account; GET /v1/account tells which.`,
      {},
      403,
    ),
  noSession: (mode?: Mode): Refusal =>
    invalid(
      mode === undefined
        ? 'You are not signed in to the dashboard, or your session is over. Sign in with a key.'
        : `You are not signed in to the dashboard in ${mode} mode. Sign in with a ${mode} mode key.`,
      {},
      401,
    ),
  /** What another site made a browser send. */
  crossSite: (): Refusal =>
    invalid('The session of the dashboard counts only for requests that the dashboard makes itself.', {}, 403),
  invalidMode: (mode: string): Refusal => invalid(`Invalid Daybook-Mode: ${shown(mode)}; it must be test or live.`),
  unrecognizedUrl: (method: string, path: string): Refusal =>
    invalid(
      `Unrecognized request URL (${method}: ${shown(path)}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
      {},
      404,
    ),

  // --- the request as a whole ----------------------------------------------------------------------------------
  malformedRequest: (why: string): Refusal => invalid(`Invalid request: ${why}.`),
  malformedBody: (why: string): Refusal => invalid(`Invalid request body: ${why}.`),
  notAForm: (content_type: string): Refusal =>
    invalid(
      `Invalid request: this API takes form-encoded bodies. Check that the request's Content-Type is application/x-www-form-urlencoded; it is ${shown(content_type)}.`,
    ),
  notJson: (content_type: string): Refusal =>
    invalid(`Invalid request: send application/json here; it is ${shown(content_type)}.`),
  bodyTooLarge: (limit_bytes: number): Refusal =>
    invalid(`Invalid request: the body is larger than ${limit_bytes} bytes.`),
  malformedUrl: (): Refusal =>
    invalid('Invalid request: the URL is not correctly percent-encoded UTF-8, or contains a NUL character.'),
  invalidVersion: (version: string): Refusal =>
    invalid(
      `Invalid Stripe API version: ${shown(version)}. Versions look like 2026-10-28.endive; leave the Stripe-Version header out to use the default.`,
    ),
  versionTooOld: (version: string, oldest: string): Refusal =>
    invalid(
      `Stripe API version ${shown(version)} is too old: the oldest that is served here is ${oldest}. Use that or a later one, or name none for the default.`,
    ),
  idempotencyKeyTooLong: (): Refusal =>
    invalid('Invalid Idempotency-Key: it must be between 1 and 255 printable characters long.'),

  // --- parameters ----------------------------------------------------------------------------------------------
  missing: (param: string): Refusal =>
    invalid(`Missing required param: ${param}.`, { code: 'parameter_missing', param }),
  unknown: (params: readonly string[], did_you_mean?: string): Refusal => {
    const named = params.slice(0, 20).map(shown).join(', ');
    const hint = did_you_mean === undefined ? '' : `. Did you mean ${did_you_mean}?`;
    return invalid(`Received unknown parameter${params.length > 1 ? 's' : ''}: ${named}${hint}`, {
      code: 'parameter_unknown',
      param: shown(params[0] ?? ''),
    });
  },
  empty: (param: string): Refusal =>
    invalid(
      `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a parameter; however '${param}' cannot be unset. You should remove '${param}' from your request or supply a non-empty value.`,
      { code: 'parameter_invalid_empty', param },
    ),
  invalidEmail: (param: string, email: string): Refusal =>
    invalid(`Invalid email address: ${shown(email)}`, { code: 'email_invalid', param }),
  invalidCountry: (param: string, country: string): Refusal =>
    invalid(
      `Country '${shown(country)}' is unknown. Try using a 2-character alphanumeric country code instead, such as 'US', 'EG', or 'GB'.`,
      { code: 'country_code_invalid', param },
    ),
  notAnInteger: (param: string, value: string): Refusal =>
    invalid(`Invalid integer: ${shown(value)}`, { code: 'parameter_invalid_integer', param }),
  tooSmall: (param: string, minimum: number): Refusal =>
    invalid(`This value must be greater than or equal to ${minimum}.`, { code: 'parameter_invalid_integer', param }),
  negative: (param: string): Refusal => invalid('Invalid non-negative integer', { param }),
  tooLarge: (param: string, maximum: number, value: string): Refusal =>
    invalid(`This value must be less than or equal to ${maximum} (it currently is '${shown(value)}').`, {
      code: 'parameter_invalid_integer',
      param,
    }),
  notOneOf: (param: string, values: readonly string[]): Refusal =>
    invalid(`Invalid ${param}: must be one of ${alternatives(values)}`, { param }),
  notABoolean: (param: string, value: string): Refusal => invalid(`Invalid boolean: ${shown(value)}`, { param }),
  notAnArray: (param: string): Refusal => invalid('Invalid array', { param }),
  notAnObject: (param: string): Refusal => invalid('Invalid object', { param }),
  notAString: (param: string): Refusal => invalid('Invalid string', { param }),
  tooLong: (param: string, value: string, maximum: number): Refusal =>
    invalid(`Invalid string: ${shown(value)}; must be at most ${maximum} characters`, { param }),
  tooManyItems: (param: string, maximum: number): Refusal =>
    invalid(`Invalid array: at most ${maximum} elements are allowed`, { param }),
  exclusive: (params: readonly string[], param?: string): Refusal =>
    invalid(`You may only specify one of these parameters: ${params.join(', ')}.`, {
      code: 'parameters_exclusive',
      ...(param === undefined ? {} : { param }),
    }),
  bothCursors: (): Refusal =>
    invalid('Received both starting_after and ending_before parameters. Please pass in only one.'),
  invalidCurrency: (param: string, currency: string, known: readonly string[]): Refusal =>
    invalid(`Invalid currency: ${shown(currency)}. Stripe currently supports these currencies: ${known.join(', ')}`, {
      param,
    }),
  metadataKey: (param: string): Refusal =>
    invalid('Metadata keys must be 1 to 40 characters long and contain no square brackets.', { param }),
  metadataCount: (param: string, maximum: number): Refusal =>
    invalid(`Metadata can hold at most ${maximum} keys.`, { param }),
  /** A value of the right type that makes no sense here; the sentence says what would. */
  invalidValue: (param: string, message: string): Refusal => invalid(message, { param }),
  cardNumber: (param: string): Refusal =>
    invalid(
      `What was passed for \`${param}\` holds the number of a card. Daybook is no card vault: in live mode it takes none. Leave it out, or write the last four digits.`,
      { param },
    ),
  onlyWithConfirm: (param: string, intent: 'PaymentIntent' | 'SetupIntent'): Refusal =>
    invalid(
      `The parameter \`${param}\` cannot be passed when creating a ${intent} unless \`confirm\` is set to true.`,
      {
        param,
      },
    ),
  timestampInFuture: (param: string, value: number): Refusal =>
    invalid(
      `Invalid timestamp: ${value} is more than a day in the future. Timestamps are seconds since the Unix epoch, not milliseconds.`,
      { param },
    ),
  notExpandable: (path: string, instead?: string): Refusal => {
    const hint = instead === undefined ? '' : ` You may want to try expanding '${shown(instead)}' instead.`;
    return invalid(`This property cannot be expanded (${shown(path)}).${hint}`, { param: 'expand' });
  },
  expandTooDeep: (path: string): Refusal =>
    invalid(`You cannot expand more than 4 levels of a property (${shown(path)}).`, { param: 'expand' }),
  invalidQuery: (why: string): Refusal =>
    invalid(`We were unable to parse your search query: ${why}.`, { param: 'query' }),

  // --- objects -------------------------------------------------------------------------------------------------
  /** The object named in the URL does not exist in this account and mode. */
  noSuchObject: (kind: string, id: string, exists_in?: Mode): Refusal =>
    invalid(
      noSuch(kind, id, exists_in),
      {
        code: 'resource_missing',
        param: kind.endsWith('_intent') ? 'intent' : 'id',
        ...(exists_in === undefined ? missingObject(kind, id) : {}),
      },
      404,
    ),
  /** Also where there is no such intent at all: to somebody without its secret, that is the same. */
  wrongClientSecret: (kind: string, id: string): Refusal =>
    invalid(
      `${noSuch(kind, id, undefined)}, or the client_secret provided does not belong to it.`,
      { code: 'resource_missing', param: 'client_secret' },
      404,
    ),
  /** An object named in a parameter does not exist in this account and mode. */
  noSuchReference: (kind: string, id: string, param: string, exists_in?: Mode): Refusal =>
    invalid(noSuch(kind, id, exists_in), {
      code: 'resource_missing',
      param,
      ...(exists_in === undefined ? missingObject(kind, id) : {}),
    }),
  /** The payment method may exist, but the customer does not have it. */
  noSuchAttachedPaymentMethod: (id: string, param: string): Refusal =>
    invalid(
      `The customer does not have a payment method with the ID ${shown(id)}. The payment method must be attached to the customer.`,
      { code: 'resource_missing', param },
    ),
  alreadyExists: (message: string, param: string): Refusal =>
    invalid(message, { code: 'resource_already_exists', param }),
  /** The object exists, but its state does not allow what was asked. */
  illegalState: (message: string, param?: string): Refusal => invalid(message, param === undefined ? {} : { param }),

  /** The same of an intent, which is shown unless it is not there yet. */
  unexpectedState: (
    kind: 'payment_intent' | 'setup_intent',
    id: string | undefined,
    message: string,
    param?: string | undefined,
  ): Refusal =>
    invalid(message, {
      code: kind === 'payment_intent' ? 'payment_intent_unexpected_state' : 'setup_intent_unexpected_state',
      ...(param === undefined ? {} : { param }),
      ...(id === undefined ? {} : { shows: [{ member: kind, kind, id }] }),
    }),

  // --- amounts -------------------------------------------------------------------------------------------------
  amountTooSmall: (minimum: string): Refusal =>
    invalid(`Amount must be at least ${minimum}`, { code: 'amount_too_small', param: 'amount' }),
  amountZero: (): Refusal =>
    invalid(
      'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts).  If you want to save a Payment Method for future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents',
      { code: 'parameter_invalid_integer', param: 'amount' },
    ),
  amountTooLarge: (maximum: string, param: string): Refusal =>
    invalid(`Amount must be no more than ${maximum}`, { code: 'amount_too_large', param }),
  /** An amount that no card can be charged, since the currency has no such part of a unit. */
  amountNotCarried: (currency: string, step: number, param: string): Refusal => {
    const name = currency.toUpperCase();
    const why =
      step === 100
        ? `Currency ${name} has become effectively zero-decimal and charged amounts must be evenly divisible by 100. See https://stripe.com/docs/currencies#zero-decimal`
        : `Currency ${name} has three decimals of which the last one must be 0: charged amounts must be evenly divisible by ${step}. See https://stripe.com/docs/currencies#three-decimal`;
    return invalid(`Invalid amount. ${why} for more information.`, { code: 'invalid_charge_amount', param });
  },
  captureTooLarge: (intent: string, param: string): Refusal =>
    invalid(
      'The payment could not be captured because the requested capture amount is greater than the amount you can capture for this charge.',
      {
        code: 'amount_too_large',
        param,
        shows: [{ member: 'payment_intent', kind: 'payment_intent', id: intent }],
      },
    ),
  /** Also where money is only held: nothing was captured that could go back. */
  nothingToRefund: (intent: string, param: 'charge' | 'payment_intent'): Refusal =>
    invalid(`This PaymentIntent (${intent}) does not have a successful charge to refund.`, { param }),
  chargeAlreadyRefunded: (charge: string): Refusal =>
    invalid(`Charge ${charge} has already been refunded.`, { code: 'charge_already_refunded' }),
  chargeDisputed: (charge: string): Refusal =>
    invalid(`Charge ${charge} has been charged back; cannot issue a refund.`, { code: 'charge_disputed' }),
  refundTooLarge: (amount: string, left: string): Refusal =>
    invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, { param: 'amount' }),
  /** Anything else that the code says and the message explains. */
  refusedFor: (code: ErrorCode, message: string, param?: string): Refusal =>
    invalid(message, { code, ...(param === undefined ? {} : { param }) }),

  noReturnUrl: (intent: 'PaymentIntent' | 'SetupIntent'): Refusal =>
    invalid(
      `A \`return_url\` must be specified because this ${intent === 'PaymentIntent' ? 'Payment Intent' : 'Setup Intent'} is configured to automatically accept the payment methods enabled in the Dashboard, some of which may require a full page redirect to succeed. If you do not want to accept redirect-based payment methods, set \`automatic_payment_methods[enabled]\` to \`true\` and \`automatic_payment_methods[allow_redirects]\` to \`never\` when creating Setup Intents and Payment Intents.`,
      { code: 'parameter_missing', param: 'return_url' },
    ),
  usedPaymentMethod: (): Refusal =>
    invalid(
      'This PaymentMethod was previously used without being attached to a Customer or was detached from a Customer, and may not be used again.',
    ),
  /** Daybook has a sandbox, and no connection yet to anybody who moves real money. */
  noLiveProcessor: (): Refusal =>
    invalid(
      'No processor is configured for live mode, so nothing can be confirmed in it. Use a test mode key to try it out; payments that were made elsewhere are reported with /v1/payment_records.',
      { code: 'payment_method_unactivated' },
    ),
  setupAuthenticationFailed: (): Refusal =>
    invalid(
      'We are unable to authenticate your payment method. Please choose a different payment method and try again.',
      { code: 'setup_intent_authentication_failure' },
    ),
  paymentMethodTypesNoLongerSupported: (): Refusal =>
    invalid(
      'payment_method_types cannot be written in this API version: which types an intent takes is found out by itself. Leave the parameter out, or send an earlier Stripe-Version.',
      { code: 'payment_method_types_no_longer_supported', param: 'payment_method_types' },
    ),
  // --- webhooks ------------------------------------------------------------------------------------------------
  invalidUrl: (param: string, why: string): Refusal => invalid(`Invalid URL: ${why}`, { code: 'url_invalid', param }),
  unknownEventType: (param: string, type: string): Refusal =>
    invalid(
      `Invalid ${param}: there are no events of the type '${shown(type)}'. The types are at /docs/events; '*' stands for all that Stripe has, 'customer.*' for a family.`,
      { param },
    ),
  tooManyWebhookEndpoints: (limit: number, mode: Mode): Refusal =>
    invalid(`You have reached the maximum of ${limit} ${mode} webhook endpoints.`),

  /** Something that exists for trying things out. */
  testModeOnly: (message: string, param?: string): Refusal =>
    invalid(message, { code: 'testmode_charges_only', ...(param === undefined ? {} : { param }) }),
  clockAdvancing: (clock: string): Refusal =>
    invalid(
      `Test clock advancement underway - cannot perform modifications: ${shown(clock)}`,
      { code: 'lock_timeout', should_retry: true },
      429,
    ),

  // --- amount details ------------------------------------------------------------------------------------------
  amountDetailsMismatch: (total: number, amount: number): Violation => ({
    ...wrongSum(
      `The total value of \`amount_details\` (${total}) does not match the \`amount\` (${amount}). Make sure that the total value of \`line_items\` matches the amount to charge, taking into account any discounts, tax, and shipping. See https://docs.stripe.com/payments/payment-line-items`,
      { param: 'amount_details' },
    ),
    code: 'amount_details_amount_mismatch',
  }),
  amountDetailsGreaterThanAmount: (total: number, amount: number): Violation => ({
    ...wrongSum(
      `The tax and shipping of \`amount_details\` less the discount (${total}) are greater than the \`amount\` (${amount}). See https://docs.stripe.com/payments/payment-line-items`,
      { param: 'amount_details' },
    ),
    code: 'amount_details_tax_shipping_discount_greater_than_amount',
  }),
  amountDetailsTooLarge: (param: string): Refusal =>
    invalid(`The amounts in ${param} add up to more than ${Number.MAX_SAFE_INTEGER}.`, { param }),
  /** The first of several captures passes over what was given at creation. */
  amountDetailsToPass: (param: string): Refusal =>
    invalid(
      `This PaymentIntent has ${param}. The first of several captures must pass its own ${param}, or unset it with an empty value.`,
      { param },
    ),
  amountDetailsToPassAgain: (param: string): Refusal =>
    invalid(`Earlier captures of this PaymentIntent included ${param}, so every later capture must include it.`, {
      param,
    }),
  amountDetailsToLeaveOut: (param: string): Refusal =>
    invalid(`Earlier captures of this PaymentIntent did not include ${param}, so later captures cannot add it.`, {
      param,
    }),
  amountDetailsOfRelease: (): Refusal =>
    invalid('A capture of 0 only releases what is left, so it cannot change amount_details.', {
      param: 'amount_details',
    }),
  postalCodeChanged: (param: string, before: string): Refusal =>
    invalid(`${param} cannot change between captures: an earlier capture passed '${shown(before)}'.`, { param }),
  exclusiveWithEarlierCaptures: (param: string, earlier: string): Refusal =>
    invalid(
      `${param} cannot be used: earlier captures of this PaymentIntent used ${earlier}, and the two exclude each other.`,
      { code: 'parameters_exclusive', param },
    ),
  tooManyLineItems: (count: number, maximum: number): Refusal =>
    invalid(
      `The captures of a PaymentIntent can have ${maximum} line items together; with this one they have ${count}.`,
      { param: 'amount_details[line_items]' },
    ),

  // --- cards ---------------------------------------------------------------------------------------------------
  card: (
    code: ErrorCode,
    message: string,
    details: Pick<Refusal, 'param' | 'decline_code' | 'advice_code' | 'charge' | 'shows'> = {},
  ): Refusal => ({
    refused: true,
    status: 402,
    type: 'card_error',
    message,
    code,
    ...details,
  }),

  // --- repetition and load -------------------------------------------------------------------------------------
  otherParameters: (key: string): Refusal => ({
    refused: true,
    status: 400,
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${shown(key)}' if you meant to execute a different request.`,
  }),
  otherEndpoint: (key: string, path: string): Refusal => ({
    refused: true,
    status: 400,
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used for the same endpoint they were first used for ('${shown(path)}'). Try using a key other than '${shown(key)}' if you meant to execute a different request.`,
  }),
  keyInUse: (key: string): Refusal =>
    invalid(
      `There is currently another in-progress request using this Stripe-Idempotency-Key (that probably means you submitted twice, and the other request is still going through): ${shown(key)}. Please try again later.`,
      { code: 'idempotency_key_in_use', should_retry: true },
      409,
    ),
  tooManySignIns: (seconds: number): Refusal =>
    invalid(
      `Too many wrong tries to sign in came from this address. Try again in ${seconds} seconds.`,
      { code: 'rate_limit' },
      429,
    ),
  rateLimited: (): Refusal =>
    invalid(
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
      { code: 'rate_limit', rate_limited_reason: 'global-rate', should_retry: true },
      429,
    ),
  /** `param` is undefined where a header said it. */
  noSuchEventNumber: (param: string | undefined, number: number, last: number): Refusal =>
    invalid(
      `There is no event with the number ${number}: the last one has ${last}. If the database was set back to an earlier state, begin at what is there now.`,
      { code: 'parameter_invalid_integer', ...(param === undefined ? {} : { param }) },
    ),
  tooManyStreams: (maximum: number): Refusal =>
    invalid(
      `As many as ${maximum} connections follow the events already, which is all that one process has places for. Close one, or try again later.`,
      { code: 'rate_limit', rate_limited_reason: 'global-concurrency', should_retry: true },
      429,
    ),
  overloaded: (): Refusal =>
    invalid(
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.',
      { code: 'lock_timeout', rate_limited_reason: 'global-concurrency', should_retry: true },
      429,
    ),
} as const;
