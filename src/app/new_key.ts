/** Making API keys: the text that is shown once, and what of it is stored. */
import { randomInt } from 'node:crypto';
import { KEY_PREFIXES, type KeyType } from '../core/platform/api_key/types.js';
import { hashOfKey } from './key_ring.js';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_CHARACTERS = 40;

export function newKey(type: KeyType, livemode: boolean): string {
  const random = Array.from({ length: RANDOM_CHARACTERS }, () => LETTERS[randomInt(LETTERS.length)]).join('');
  const known = KEY_PREFIXES.find((candidate) => candidate.type === type && candidate.livemode === livemode);
  if (known === undefined) throw new Error(`there are no ${type} keys`);
  return known.prefix + random;
}

/** What is stored of a key. */
export function storedKey(key: string): { hash: string; last4: string } {
  return { hash: hashOfKey(key), last4: key.slice(-4) };
}
