/** Fingerprints of card numbers: the same for the same card in this installation, and of no use anywhere else. */
import { createHmac } from 'node:crypto';
import type { FingerprintOf } from '../core/payments/cards.js';

export function fingerprintWith(installation_key: string): FingerprintOf {
  return (number) =>
    createHmac('sha256', installation_key).update(number).digest('base64url').replace(/[-_]/g, '').slice(0, 16);
}
