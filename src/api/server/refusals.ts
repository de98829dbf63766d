/** Why the server does not take a request: it contradicts itself, or is not HTTP that Daybook speaks. */
import type { Mode, Refusal } from '../../core/kernel/refusal.js';
import { invalid } from '../../core/kernel/refusing.js';

export function otherKey(): Refusal {
  return invalid('The parameter key is another key than that of the Authorization header.', { param: 'key' });
}

export function otherMode(mode: Mode): Refusal {
  return invalid(`The key is for ${mode} mode.`, { param: 'livemode' });
}
