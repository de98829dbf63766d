/** What is kept of requests for people to look at: without keys, secrets and card numbers, and of bounded size. */
import { maskCardNumbers } from '../core/card_numbers.js';
import { maskedKey } from './authorization.js';
import type { FormObject, FormValue } from './form.js';

/** Parameters whose values are secret, or are card and account numbers, at whatever depth. */
const SECRET_NAMES: ReadonlySet<string> = new Set([
  'account_number',
  'api_key',
  'client_secret',
  'cvc',
  'cvv',
  'iban',
  'id_number',
  'key',
  'number',
  'password',
  'pin',
  'secret',
  'security_code',
]);
const KEYS = /\b[srp]k_(?:test|live)_\w+/g;
const SECRETS = /(whsec_|_secret_)\w+/g;
const LONGEST_TEXT = 500;
const LONGEST_NAME = 100;
const MOST_VALUES = 200;
const HIDDEN = '****';

/** A text with everything hidden in it that looks like a key, a secret or the number of a card. */
export function maskedText(text: string): string {
  return maskCardNumbers(text.replace(KEYS, maskedKey).replace(SECRETS, (_secret, mark: string) => `${mark}${HIDDEN}`));
}

/** The parameters of a request as JSON; of a request with very many, the first. */
export function maskedForm(form: FormObject): object {
  let left = MOST_VALUES;
  const masked = (value: FormValue, name: string): unknown => {
    if (typeof value !== 'string') return Array.isArray(value) ? list(value, name) : hash(value);
    left -= 1;
    return SECRET_NAMES.has(name.toLowerCase()) ? hidden(value) : cut(maskedText(value), LONGEST_TEXT);
  };
  const list = (values: readonly FormValue[], name: string): unknown[] => {
    const found: unknown[] = [];
    for (const value of values) if (left > 0) found.push(masked(value, name));
    return found;
  };
  const hash = (members: FormObject): object => {
    const found: [string, unknown][] = [];
    for (const [name, value] of members) {
      if (left > 0) found.push([cut(maskedText(name), LONGEST_NAME), masked(value, name)]);
    }
    return Object.fromEntries(found);
  };
  return hash(form);
}

/** Of a long number the last four digits, which are no secret. */
function hidden(value: string): string {
  return /^[\d -]{12,}$/.test(value) ? `${HIDDEN}${value.slice(-4)}` : HIDDEN;
}

function cut(text: string, longest: number): string {
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
}
