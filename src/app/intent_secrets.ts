/**
 * Secrets that go with an intent: derived from its id under the secret of the installation, and so stored nowhere.
 * Whoever reads the database can still not make them.
 */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

const LENGTH = 25;

export interface IntentSecrets {
  /** What lets a client with a publishable key see and confirm the intent: `<id>_secret_` and 25 characters. */
  readonly clientSecretOf: (id: string) => string;
  /** What the address of the page holds on which the payer authenticates. */
  readonly authenticationTokenOf: (id: string) => string;
}

export function intentSecretsWith(installation_key: string): IntentSecrets {
  const derived = (purpose: string, id: string): string =>
    createHmac('sha256', installation_key)
      .update(`${purpose}/${id}`)
      .digest('base64url')
      .replace(/[-_]/g, '')
      .slice(0, LENGTH);
  return {
    clientSecretOf: (id) => `${id}_secret_${derived('client_secret', id)}`,
    authenticationTokenOf: (id) => derived('authentication', id),
  };
}

/** Whether two texts are the same, in a time that does not tell where they differ. */
export function isSameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digestOf(given), digestOf(expected));
}

/** Of equal length whatever is given. */
function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
