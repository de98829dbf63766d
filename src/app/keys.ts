/** Keys as their owner manages them on the command line: made, listed, rolled, revoked. */

import type { CommandInput, CommandName } from '../core/commands.js';
import { documentAs } from '../core/kernel/stored_document.js';
import { type ApiKey, isExpired, type KeyType, type Permissions } from '../core/platform/api_key/types.js';
import type { Scope } from '../store/page.js';
import type { ScopeInfo, Store } from '../store/port.js';
import type { Clock } from './clock.js';
import { keptKeyFile, readKeptKey, replaceKeptKey } from './kept_key.js';
import { hashOfKey } from './key_ring.js';
import type { Ledger } from './ledger.js';
import { newKey, storedKey } from './new_key.js';

const PAGE = 100;

/** A key that exists, with the mode it works in. */
export interface KnownKey extends ApiKey {
  readonly livemode: boolean;
}

/** A key with its text, which is known only now. */
export interface MadeKey {
  readonly key: KnownKey;
  readonly text: string;
}

/** Why a change was refused, for people. */
export class KeyRefusal extends Error {
  override readonly name = 'KeyRefusal';
}

export interface NewKeyRequest {
  readonly type: KeyType;
  readonly livemode: boolean;
  readonly name: string | undefined;
  readonly permissions: Permissions | undefined;
}

export async function createKey(
  ledger: Ledger,
  { type, livemode, name, permissions }: NewKeyRequest,
): Promise<MadeKey> {
  const text = newKey(type, livemode);
  const key = await submit(ledger, scopeOf(ledger.store, livemode), 'api_key.create', {
    type,
    ...storedKey(text),
    name,
    permissions,
  });
  return { key, text };
}

/** All keys of both modes, oldest first. */
export async function listKeys(store: Pick<Store, 'scopes' | 'list'>): Promise<KnownKey[]> {
  const keys: KnownKey[] = [];
  for (const { scope, livemode } of store.scopes) {
    let after: { starting_after?: string } = {};
    for (;;) {
      const page = await store.list({ scope, kind: 'api_key', where: [], limit: PAGE, ...after });
      keys.push(...page.items.map((row) => ({ ...documentAs('api_key', row), livemode })));
      const last = page.items.at(-1);
      if (!page.has_more || last === undefined) break;
      after = { starting_after: last.id };
    }
  }
  return keys.sort((a, b) => a.created - b.created || (a.id < b.id ? -1 : 1));
}

/**
 * Replaces a key by a new one with the same rights; the old one works on for `expires_in` seconds. If it is
 * the key that is kept in the data folder, the new one is kept in its place: `kept_in` says where.
 */
export async function rollKey(
  ledger: Ledger,
  data_folder: string,
  id: string,
  expires_in: number,
): Promise<MadeKey & { readonly kept_in: string | undefined }> {
  const { old, scope } = await findKey(ledger.store, id);
  const text = newKey(old.type, scope.livemode);
  const key = await submit(ledger, scope, 'api_key.roll', { id, ...storedKey(text), expires_in });
  return { key, text, kept_in: await keepInstead(data_folder, old.hash, text, ledger.clock) };
}

/** Keeps a new key in place of the one with this hash, and says where; undefined if that is not kept. */
export async function keepInstead(
  data_folder: string,
  hash: string,
  key: string,
  clock: Clock,
): Promise<string | undefined> {
  const file = keptKeyFile(data_folder);
  const kept = await readKeptKey(file, clock);
  if (kept === undefined || hashOfKey(kept) !== hash) return undefined;
  replaceKeptKey(file, key);
  return file;
}

export async function revokeKey(ledger: Ledger, id: string): Promise<KnownKey> {
  const { scope } = await findKey(ledger.store, id);
  return submit(ledger, scope, 'api_key.revoke', { id });
}

/** What a key is good for at a moment (Unix seconds). */
export function stateOfKey(key: ApiKey, now: number): 'active' | 'expiring' | 'rolled' | 'revoked' {
  if (!isExpired(key, now)) return key.expires_at === undefined ? 'active' : 'expiring';
  return key.rolled_to === undefined ? 'revoked' : 'rolled';
}

async function findKey(store: Store, id: string): Promise<{ old: ApiKey; scope: ScopeInfo }> {
  for (const scope of store.scopes) {
    const row = await store.get(scope.scope, 'api_key', id);
    if (row !== undefined) return { old: documentAs('api_key', row), scope };
  }
  throw new KeyRefusal(`There is no key '${id}'. "daybook keys list" shows the ids of all keys.`);
}

function scopeOf(store: Store, livemode: boolean): ScopeInfo {
  const found = store.scopes.find((scope) => scope.livemode === livemode);
  if (found === undefined) throw new Error('the installation has no account');
  return found;
}

async function submit<N extends Extract<CommandName, `api_key.${string}`>>(
  ledger: Ledger,
  { scope, livemode }: { readonly scope: Scope; readonly livemode: boolean },
  name: N,
  input: CommandInput<N>,
): Promise<KnownKey> {
  const outcome = await ledger.committer.submit({
    name,
    input,
    scope,
    livemode,
    actor: 'cli',
    request_id: null,
    api_version: '',
  });
  if (outcome.status === 'refused') throw new KeyRefusal(outcome.refusal.message);
  if (outcome.status !== 'done') throw new Error(`${name} failed: ${JSON.stringify(outcome)}`);
  return { ...documentAs('api_key', outcome.row), livemode };
}
