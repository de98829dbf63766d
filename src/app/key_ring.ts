/** Who a request is from: keys are stored as hashes, and what is known of a key is asked again every second. */
import { createHash } from 'node:crypto';
import type { ApiKey } from '../core/api_key.js';
import { isExpired } from '../core/api_key.js';
import type { Reader, ScopeInfo } from '../store/port.js';

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
  readonly #known = new Map<string, { identity: Identity; until_ms: number }>();

  constructor(reader: Reader, scopes: readonly ScopeInfo[]) {
    this.#reader = reader;
    this.#scopes = scopes;
  }

  /** The identity behind a key, `expired`, or undefined for a key that was never made. */
  async identify(key: string, livemode: boolean, now_ms: number): Promise<Identity | 'expired' | undefined> {
    const known = this.#known.get(key);
    const identity =
      known !== undefined && known.until_ms > now_ms ? known.identity : await this.#look(key, livemode, now_ms);
    if (identity === undefined) return undefined;
    return isExpired(identity.key, now_ms / 1000) ? 'expired' : identity;
  }

  async #look(key: string, livemode: boolean, now_ms: number): Promise<Identity | undefined> {
    const scope = this.#scopes.find((candidate) => candidate.livemode === livemode);
    if (scope === undefined) return undefined;
    const { items } = await this.#reader.list({
      scope: scope.scope,
      kind: 'api_key',
      where: [{ field: { column: 'hash' }, operator: '=', value: hashOfKey(key) }],
      limit: 1,
    });
    const [row] = items;
    if (row === undefined) {
      this.#known.delete(key);
      return undefined;
    }
    const identity = { key: JSON.parse(row.document) as ApiKey, scope };
    if (this.#known.size >= MAXIMUM_KNOWN) this.#known.clear();
    this.#known.set(key, { identity, until_ms: now_ms + TRUSTED_FOR_MS });
    return identity;
  }
}
