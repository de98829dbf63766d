/** Who made a change, as the journal keeps it in one text: a key, and whether somebody was signed in with it. */

import type { Identity } from '../../app/key_ring.js';

/** How a caller proves who it is, other than by sending a key. */
export type Via = 'dashboard';

export interface Caller {
  readonly identity: Identity;
  readonly via: Via | undefined;
}

const DASHBOARD = ' (dashboard)';

export function actorText(key: string, via: Via | undefined): string {
  return via === undefined ? key : `${key}${DASHBOARD}`;
}

export function shownActor(text: string): { readonly actor: string; readonly via: Via | null } {
  return text.endsWith(DASHBOARD)
    ? { actor: text.slice(0, -DASHBOARD.length), via: 'dashboard' }
    : { actor: text, via: null };
}
