/** Why nothing is sent to an address. */
import type { Refusal } from '../../core/kernel/refusal.js';
import { invalid } from '../../core/kernel/refusing.js';

function invalidUrl(why: string): Refusal {
  return invalid(`Invalid URL: ${why}`, { code: 'url_invalid', param: 'url' });
}

export function withControlCharacters(): Refusal {
  return invalidUrl('It must not contain control characters.');
}

export function noSchemeOrHost(): Refusal {
  return invalidUrl('An explicit scheme (such as https) and a host must be provided.');
}

export function urlTooLong(maximum: number): Refusal {
  return invalidUrl(`It must not be longer than ${maximum} characters, written as it is sent.`);
}

export function otherScheme(): Refusal {
  return invalidUrl('The scheme must be http or https.');
}

export function notEncrypted(): Refusal {
  return invalidUrl('In live mode the scheme must be https.');
}

export function withPassword(): Refusal {
  return invalidUrl('It must not name a user or a password. Deliveries are signed: verify the signature instead.');
}

export function portZero(): Refusal {
  return invalidUrl('Nothing listens on port 0.');
}

export function hostIsNone(): Refusal {
  return invalidUrl('The host must be the name of one, or an address.');
}

export function forbiddenAddress(): Refusal {
  return invalidUrl('Events are never sent to link-local addresses and metadata services.');
}

export function privateAddress(): Refusal {
  return invalidUrl(
    'The host must be reachable from the public internet: private addresses are for test mode, until there is a live key. DAYBOOK_WEBHOOK_PRIVATE_TARGETS can allow them.',
  );
}
