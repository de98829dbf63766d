/** Who a request is from: keys are stored as hashes, and what is known of a key is asked again every second. */

import { createHash } from 'node:crypto';
import { documentAs } from '../core/kernel/stored_document.js';
import type { ApiKey } from '../core/platform/api_key/types.js';
import { isExpired } from '../core/platform/api_key/types.js';
import type { Scope } from '../store/page.js';
import type { Reader, ScopeInfo, StoredRow } from '../store/port.js';
import type { Clock } from './clock.js';

/** A key that is revoked elsewhere, by another process or the command line, is refused after at most this long. */
const TRUSTED_FOR_MS = 1_000;
const MAXIMUM_KNOWN = 10_000;

export interface Identity {
  readonly key: ApiKey;
  readonly scope: ScopeInfo;
}

export function hashOfKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

export class KeyRing {
  readonly #reader: Reader;
  readonly #scopes: readonly ScopeInfo[];
  /** By the clock that nobody sets: one that is set back must not make a revoked key work for longer. */
  readonly #clock: Pick<Clock, 'steadyMs'>;
  readonly #known = new Map<string, { identity: Identity; until_ms: number }>();
  /** How often everything was forgotten: what was asked before is not remembered after it. */
  #forgotten = 0;

  constructor(reader: Reader, scopes: readonly ScopeInfo[], clock: Pick<Clock, 'steadyMs'>) {
    this.#reader = reader;
    this.#scopes = scopes;
    this.#clock = clock;
  }

  /** The identity behind a key, `expired`, or undefined for a key that was never made. */
  async identify(key: string, livemode: boolean, now_ms: number): Promise<Identity | 'expired' | undefined> {
    const known = this.#known.get(key);
    const identity =
      known !== undefined && known.until_ms > this.#clock.steadyMs() ? known.identity : await this.#look(key, livemode);
    if (identity === undefined) return undefined;
    return isExpired(identity.key, now_ms / 1000) ? 'expired' : identity;
  }

  /** The identity behind the id of a key, which nobody proves to have; undefined where it does not work any more. */
  async known(id: string, livemode: boolean, now_ms: number): Promise<Identity | undefined> {
    const known = this.#known.get(id);
    const identity =
      known !== undefined && known.until_ms > this.#clock.steadyMs()
        ? known.identity
        : await this.#remember(id, livemode, (scope) => this.#reader.get(scope, 'api_key', id));
    return identity === undefined || isExpired(identity.key, now_ms / 1000) ? undefined : identity;
  }

  /** What was known is asked again: this process has changed a key. */
  forget(): void {
    this.#forgotten += 1;
    this.#known.clear();
  }

  async #look(key: string, livemode: boolean): Promise<Identity | undefined> {
    return this.#remember(key, livemode, async (scope) => {
      const { items } = await this.#reader.list({
        scope,
        kind: 'api_key',
        where: [{ field: { column: 'hash' }, operator: '=', value: hashOfKey(key) }],
        limit: 1,
      });
      return items[0];
    });
  }

  /** Asks the store, and trusts its answer for a while. */
  async #remember(
    name: string,
    livemode: boolean,
    ask: (scope: Scope) => Promise<StoredRow | undefined>,
  ): Promise<Identity | undefined> {
    const scope = this.#scopes.find((candidate) => candidate.livemode === livemode);
    const forgotten = this.#forgotten;
    const row = scope && (await ask(scope.scope));
    if (scope === undefined || row === undefined) {
      this.#known.delete(name);
      return undefined;
    }
    const identity = { key: documentAs('api_key', row), scope };
    if (forgotten !== this.#forgotten) return this.#remember(name, livemode, ask);
    if (this.#known.size >= MAXIMUM_KNOWN) this.#known.clear();
    this.#known.set(name, { identity, until_ms: this.#clock.steadyMs() + TRUSTED_FOR_MS });
    return identity;
  }
}
