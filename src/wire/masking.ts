/** What is kept of requests for people to look at: without keys, secrets and card numbers, and of bounded size. */
import { maskCardNumbers } from '../core/kernel/card_number/masked.js';
import { maskedKey } from './authorization.js';
import type { FormObject, FormValue } from './form.js';
import { isSecretName } from './secret_names.js';

const KEYS = /\b[srp]k_(?:test|live)_\w+/g;
const SECRETS = /(whsec_|_secret_)\w+/g;
const LONGEST_TEXT = 500;
const LONGEST_NAME = 100;
const MOST_VALUES = 200;
const HIDDEN = '****';

/**
 * The beginning of a text, with everything hidden in it that looks like a key, a secret, the query of a URL or the number
 * of a card. The text is cut before that, so a long one costs no more than what is shown of it; what the cut may have gone
 * through is hidden whole, since its rest would have told what it is.
 */
export function maskedText(text: string, longest = LONGEST_TEXT): string {
  const is_cut = text.length > longest;
  const without_secrets = text
    .slice(0, longest)
    .replace(KEYS, (key, at: number) => (is_cut && at + key.length === longest ? HIDDEN : maskedKey(key)))
    .replace(SECRETS, (_secret, mark: string) => `${mark}${HIDDEN}`);
  const masked = maskedUrls(without_secrets);
  return is_cut ? `${maskCardNumbers(masked, true).slice(0, longest)}…` : maskCardNumbers(masked);
}

const URL_BEGINS = /(?::\/\/|https?:)[/\\]*/i;

/** Without what follows the path of each URL, and without the password before its host: people put tokens there. */
function maskedUrls(text: string): string {
  if (!URL_BEGINS.test(text)) return text;
  return text.replace(/\S+/g, (word) => {
    const found = URL_BEGINS.exec(word);
    if (found === null) return word;
    const start = found.index + found[0].length;
    const [rest = ''] = word.slice(start).split(/[?#]/, 1);
    const path = rest.search(/[/\\]/);
    const host = path < 0 ? rest : rest.slice(0, path);
    const named = host.lastIndexOf('@');
    const shown = named < 0 ? rest : `${HIDDEN}${rest.slice(named)}`;
    const query = word.charAt(start + rest.length);
    return `${word.slice(0, start)}${shown}${query === '' ? '' : `${query}${HIDDEN}`}`;
  });
}

/** The parameters of a request as JSON; of a request with very many, the first. */
export function maskedForm(form: FormObject): object {
  let left = MOST_VALUES;
  const masked = (value: FormValue, is_secret: boolean): unknown => {
    if (typeof value !== 'string') return Array.isArray(value) ? list(value, is_secret) : hash(value, is_secret);
    left -= 1;
    return is_secret ? hidden(value) : maskedText(value);
  };
  const list = (values: readonly FormValue[], is_secret: boolean): unknown[] => {
    const found: unknown[] = [];
    for (const value of values) if (left > 0) found.push(masked(value, is_secret));
    return found;
  };
  const hash = (members: FormObject, is_secret: boolean): object => {
    const found: [string, unknown][] = [];
    for (const [name, value] of members) {
      if (left > 0) found.push([maskedText(name, LONGEST_NAME), masked(value, is_secret || isSecretName(name))]);
    }
    return Object.fromEntries(found);
  };
  return hash(form, false);
}

/** Of a long number the last four digits, which are no secret. */
function hidden(value: string): string {
  return /^[\d -]{12,40}$/.test(value) ? `${HIDDEN}${value.slice(-4)}` : HIDDEN;
}
