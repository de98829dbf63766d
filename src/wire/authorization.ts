/** The key in a request's headers: Basic with the key as user name, or Bearer. */
import { KEY_PREFIXES, type KeyType } from '../core/platform/api_key/types.js';

export interface PresentedKey {
  readonly key: string;
  readonly type: KeyType;
  readonly livemode: boolean;
}

/** The text of the key, or undefined where the header holds none. */
export function keyInHeader(authorization: string | undefined): string | undefined {
  if (authorization === undefined) return undefined;
  const space = authorization.indexOf(' ');
  if (space < 0) return undefined;
  const scheme = authorization.slice(0, space).toLowerCase();
  const credentials = authorization.slice(space + 1).trim();
  if (scheme === 'bearer') return credentials === '' ? undefined : credentials;
  if (scheme !== 'basic') return undefined;
  const [user] = Buffer.from(credentials, 'base64').toString('utf8').split(':', 1);
  return user === '' ? undefined : user;
}

/** What the prefix of a key says about it; undefined for what cannot be a key. */
export function presentedKey(key: string): PresentedKey | undefined {
  const found = KEY_PREFIXES.find(({ prefix }) => key.startsWith(prefix));
  return found === undefined ? undefined : { key, type: found.type, livemode: found.livemode };
}

/** `sk_test_****abcd`: enough to tell which key it was, not enough to use it. Of a short text nothing is shown. */
export function maskedKey(key: string): string {
  const known = KEY_PREFIXES.find((candidate) => key.startsWith(candidate.prefix))?.prefix;
  const is_shown = key.length > (known === undefined ? 11 : known.length + 8);
  const prefix = known ?? (is_shown ? key.slice(0, 3) : '');
  const hidden = Math.max(4, Math.min(20, key.length - prefix.length - 4));
  return `${prefix}${'*'.repeat(hidden)}${is_shown ? key.slice(-4) : ''}`;
}
