/**
 * What the wire itself refuses, whatever it is about: keys, parameters, ids of nothing, repetition and load. What is
 * refused about one noun stands in the `refusals.ts` beside it.
 *
 * A refusal is a value: rules return it, the wire renders it, the committer stores it under an idempotency key.
 * A thrown error, by contrast, is a bug or a broken machine. Texts that Stripe's clients match on are kept to the letter.
 */
import { maskCardNumbers } from './card_number/masked.js';
import type { Mode, Refusal } from './refusal.js';
import { invalid, shown } from './refusing.js';

export { isRefusal, type Refusal, type Violation } from './refusal.js';

/** `a`, `a or b`, `a, b, or c`, in alphabetical order. */
function alternatives(values: readonly string[]): string {
  const sorted = [...values].sort();
  if (sorted.length < 3) return sorted.join(' or ');
  return `${sorted.slice(0, -1).join(', ')}, or ${sorted.at(-1)}`;
}

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
  unrecognizedUrl: (method: string, path: string): Refusal =>
    invalid(
      `Unrecognized request URL (${method}: ${shown(path)}). Please see https://stripe.com/docs or we can help at https://support.stripe.com/.`,
      {},
      404,
    ),

  // --- the request as a whole ----------------------------------------------------------------------------------
  notAForm: (content_type: string): Refusal =>
    invalid(
      `Invalid request: this API takes form-encoded bodies. Check that the request's Content-Type is application/x-www-form-urlencoded; it is ${shown(content_type)}.`,
    ),
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
  notADecimal: (param: string, value: string, maximum: number, places: number): Refusal =>
    invalid(`Invalid decimal: ${shown(value)}; must be from 0 to ${maximum}, with at most ${places} decimal places`, {
      param,
    }),
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
  cardNumber: (param: string): Refusal =>
    invalid(
      `What was passed for \`${param}\` holds the number of a card. Daybook is no card vault: in live mode it takes none. Leave it out, or write the last four digits.`,
      { param },
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
  rateLimited: (): Refusal =>
    invalid(
      'Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.',
      { code: 'rate_limit', rate_limited_reason: 'global-rate', should_retry: true },
      429,
    ),
  overloaded: (): Refusal =>
    invalid(
      'This object cannot be accessed right now because another API request or Stripe process is currently accessing it. If you see this error intermittently, retry the request.',
      { code: 'lock_timeout', rate_limited_reason: 'global-concurrency', should_retry: true },
      429,
    ),
} as const;
