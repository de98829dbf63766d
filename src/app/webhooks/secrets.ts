/** The secrets that deliveries are signed with, and the signature itself. */
import { createHmac } from 'node:crypto';
import { encodeBase62 } from '../../core/kernel/ids.js';
import type { WebhookEndpoint } from '../../core/platform/webhook_endpoint/types.js';

const SECRET_CHARACTERS = 32;
const SECRETS = 62n ** BigInt(SECRET_CHARACTERS);

/**
 * Derived from the secret of the installation, the endpoint and how often its secret was replaced: it has to sign, so a
 * hash of it would not do, and a readable copy in a table would also be in the journal and in every backup's history.
 */
export function webhookSecret(installation_key: string, id: string, roll: number): string {
  const digest = createHmac('sha256', installation_key).update(`webhook secret ${id} ${roll}`).digest('hex');
  return `whsec_${encodeBase62(BigInt(`0x${digest}`) % SECRETS, SECRET_CHARACTERS)}`;
}

export function currentSecret(installation_key: string, { id, roll = 0 }: WebhookEndpoint): string {
  return webhookSecret(installation_key, id, roll);
}

/** Every secret that signs at a moment (Unix seconds), the current one first. */
export function signingSecrets(installation_key: string, endpoint: WebhookEndpoint, now: number): string[] {
  const { id, roll = 0, old_secret_expires_at = 0 } = endpoint;
  const current = webhookSecret(installation_key, id, roll);
  return old_secret_expires_at > now ? [current, webhookSecret(installation_key, id, roll - 1)] : [current];
}

/** The header `Stripe-Signature` of a body sent at a moment (Unix seconds). */
export function signatureHeader(body: string, secrets: readonly string[], now: number): string {
  const signatures = secrets.map(
    (secret) => `v1=${createHmac('sha256', secret).update(`${now}.${body}`).digest('hex')}`,
  );
  return [`t=${now}`, ...signatures].join(',');
}
