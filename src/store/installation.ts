/** What an installation is given when it is made, and keeps: its account in both modes, and its own secret. */
import type { ScopeInfo } from './port.js';

const LETTERS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

export interface Installation {
  /** Keys the fingerprints of card numbers. */
  readonly fingerprint_key: string;
  readonly scopes: readonly ScopeInfo[];
}

export function newInstallation(random_bytes: (size: number) => Buffer): Installation {
  const account = `acct_${Array.from(random_bytes(16), (byte) => LETTERS[byte % LETTERS.length]).join('')}`;
  return {
    fingerprint_key: random_bytes(32).toString('hex'),
    scopes: [
      { scope: 1, account, livemode: false },
      { scope: 2, account, livemode: true },
    ],
  };
}
