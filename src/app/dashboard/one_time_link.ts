/** A way into the dashboard without typing a key: good once, for whoever reads what the server prints when it starts. */
import { randomBytes } from 'node:crypto';
import { isSameSecret } from '../intent_secrets.js';
import type { Identity } from '../key_ring.js';

const TOKEN_BYTES = 24;

export class OneTimeLink {
  readonly token = randomBytes(TOKEN_BYTES).toString('base64url');
  /** Who it signs in; undefined once it was used. */
  #identity: Identity | undefined;

  constructor(identity: Identity) {
    this.#identity = identity;
  }

  take(token: string): Identity | undefined {
    if (!isSameSecret(token, this.token)) return undefined;
    const identity = this.#identity;
    this.#identity = undefined;
    return identity;
  }
}
