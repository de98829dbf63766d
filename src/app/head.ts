/** The ends of both modes' journals as one text, to be kept elsewhere, and read again when the journal is to be proven. */
import type { ScopeHead } from '../store/port.js';
import type { PublishedHead } from './verify/findings.js';

const HASH_DIGITS = 64;
/** The end of a chain in which nothing is. */
const NOTHING = '0'.repeat(HASH_DIGITS);
/** Test mode and live mode, in this order. */
const SCOPES = [1, 2];

export const HEAD_DIGITS = HASH_DIGITS * SCOPES.length;

export function headText(heads: readonly Pick<ScopeHead, 'scope' | 'head_hash'>[]): string {
  return SCOPES.map((scope) => heads.find((head) => head.scope === scope)?.head_hash || NOTHING).join('');
}

/** What `headText` wrote, or one of its halves; undefined for what is neither. */
export function parseHead(text: string): readonly PublishedHead[] | undefined {
  const hex = text.trim().toLowerCase();
  if (!/^[0-9a-f]+$/.test(hex)) return undefined;
  if (hex.length === HASH_DIGITS) return [{ hash: hex }].filter(({ hash }) => hash !== NOTHING);
  if (hex.length !== HEAD_DIGITS) return undefined;
  return SCOPES.map((scope, index) => ({
    scope,
    hash: hex.slice(index * HASH_DIGITS, (index + 1) * HASH_DIGITS),
  })).filter(({ hash }) => hash !== NOTHING);
}
