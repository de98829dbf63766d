/** Why the server does not take a request: it contradicts itself, or is not HTTP that Daybook speaks. */
import type { Mode, Refusal } from '../../core/kernel/refusal.js';
import { invalid } from '../../core/kernel/refusing.js';

export function otherKey(): Refusal {
  return invalid('The parameter key is another key than that of the Authorization header.', { param: 'key' });
}

export function otherMode(mode: Mode): Refusal {
  return invalid(`The key is for ${mode} mode.`, { param: 'livemode' });
}

function malformed(why: string): Refusal {
  return invalid(`Invalid request: ${why}.`);
}

export function notInTime(): Refusal {
  return malformed('it did not arrive completely in time');
}

export function headersTooLong(): Refusal {
  return malformed('its URL and headers are too long');
}

export function chunkExtensionsTooLong(): Refusal {
  return malformed('the extensions of its chunks are too long');
}

export function notHttp(): Refusal {
  return malformed('it is not correct HTTP/1.1');
}

export function expectationNotMet(): Refusal {
  return malformed('its Expect header cannot be met');
}

export function notChunked(): Refusal {
  return malformed('it has a Transfer-Encoding other than chunked');
}

export function severalHosts(): Refusal {
  return malformed('it has more than one Host header');
}

export function hostMissing(): Refusal {
  return malformed('it has no Host header');
}

export function hostIsNone(): Refusal {
  return malformed('its Host header is not the name of a host');
}
