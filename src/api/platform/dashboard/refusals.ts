/** Why the dashboard does not take a request. */
import type { Mode, Refusal } from '../../../core/kernel/refusal.js';
import { invalid, shown } from '../../../core/kernel/refusing.js';

export function notSignedIn(): Refusal {
  return invalid('You are not signed in to the dashboard, or your session is over. Sign in with a key.', {}, 401);
}

export function notSignedInTo(mode: Mode): Refusal {
  return invalid(`You are not signed in to the dashboard in ${mode} mode. Sign in with a ${mode} mode key.`, {}, 401);
}

/** What another site made a browser send. */
export function crossSite(): Refusal {
  return invalid('The session of the dashboard counts only for requests that the dashboard makes itself.', {}, 403);
}

export function invalidMode(mode: string): Refusal {
  return invalid(`Invalid Daybook-Mode: ${shown(mode)}; it must be test or live.`);
}

export function notJson(content_type: string): Refusal {
  return invalid(`Invalid request: send application/json here; it is ${shown(content_type)}.`);
}

export function everywhereIsNoBoolean(): Refusal {
  return invalid('Invalid everywhere: it must be true or false.', { param: 'everywhere' });
}

export function tooManySignIns(seconds: number): Refusal {
  return invalid(
    `Too many wrong tries to sign in came from this address. Try again in ${seconds} seconds.`,
    { code: 'rate_limit' },
    429,
  );
}
