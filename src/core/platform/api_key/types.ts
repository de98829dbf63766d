/** API keys: made, rolled and revoked by commands like everything else, so that their history is in the journal. */
import { type Command, created, type Row, updated } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import { keyIsOver } from './refusals.js';

export const KEY_TYPES = ['secret', 'restricted', 'publishable'] as const;
export type KeyType = (typeof KEY_TYPES)[number];

/** How a key begins says what it is and in which mode it works. */
export const KEY_PREFIXES: readonly { readonly prefix: string; readonly type: KeyType; readonly livemode: boolean }[] =
  [
    { prefix: 'sk_test_', type: 'secret', livemode: false },
    { prefix: 'sk_live_', type: 'secret', livemode: true },
    { prefix: 'rk_test_', type: 'restricted', livemode: false },
    { prefix: 'rk_live_', type: 'restricted', livemode: true },
    { prefix: 'pk_test_', type: 'publishable', livemode: false },
    { prefix: 'pk_live_', type: 'publishable', livemode: true },
  ];

/** What a restricted key may do: per resource, `read`, or `write`, which includes reading. */
export type Permissions = Readonly<Record<string, 'read' | 'write'>>;

export interface ApiKey {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly type: KeyType;
  /** SHA-256 of the whole key, in hex: the key itself is stored nowhere. */
  readonly hash: string;
  /** The last four characters, so that people can tell keys apart. */
  readonly last4: string;
  readonly name?: string;
  readonly permissions?: Permissions;
  /** Unix seconds from which the key is refused. */
  readonly expires_at?: number;
  /** The key that replaced this one. */
  readonly rolled_to?: string;
  /** How often the sessions of the dashboard that were begun with the key were ended. */
  readonly session_round?: number;
  /** Replaced without a while in which both work. */
  readonly ended?: true;
}

export interface CreateApiKey {
  readonly type: KeyType;
  readonly hash: string;
  readonly last4: string;
  readonly name: string | undefined;
  readonly permissions: Permissions | undefined;
}

/** Creating a key that exists already answers with the key that is there: provisioning may be repeated. */
export const createApiKey: Command<CreateApiKey> = {
  reads: (input) => [{ kind: 'api_key', column: 'hash', value: input.hash }],
  decide(state, input, context) {
    const [existing] = state.find('api_key', 'hash', input.hash);
    if (existing !== undefined) return { changes: [], events: [], reply: existing };
    const key = compact<ApiKey>({ id: context.newId('api_key'), created: context.now, ...input });
    return { changes: [created('api_key', key)], events: [], reply: { kind: 'api_key', id: key.id } };
  },
};

export interface RollApiKey {
  readonly id: string;
  readonly hash: string;
  readonly last4: string;
  /** For how many seconds the old key keeps working. */
  readonly expires_in: number;
}

/** Replaces a key by a new one with the same rights. */
export const rollApiKey: Command<RollApiKey> = {
  reads: (input) => [{ kind: 'api_key', id: input.id }],
  decide(state, input, context) {
    const old = usableKey(state.get('api_key', input.id), input.id, context.now);
    if ('refused' in old) return old;
    const { name, permissions, type } = old.document;
    const key = compact<ApiKey>({
      id: context.newId('api_key'),
      created: context.now,
      type,
      hash: input.hash,
      last4: input.last4,
      name,
      permissions,
    });
    const ended: ApiKey = {
      ...old.document,
      expires_at: context.now + input.expires_in,
      rolled_to: key.id,
      ...(input.expires_in === 0 ? { ended: true } : {}),
    };
    return {
      changes: [updated(old, ended), created('api_key', key)],
      events: [],
      reply: { kind: 'api_key', id: key.id },
    };
  },
};

export interface RevokeApiKey {
  readonly id: string;
}

export const revokeApiKey: Command<RevokeApiKey> = {
  reads: (input) => [{ kind: 'api_key', id: input.id }],
  decide(state, input, context) {
    const key = usableKey(state.get('api_key', input.id), input.id, context.now);
    if ('refused' in key) return key;
    return {
      changes: [updated(key, { ...key.document, expires_at: context.now })],
      events: [],
      reply: { kind: 'api_key', id: key.id },
    };
  },
};

export interface EndKeySessions {
  readonly id: string;
}

/** Ends all sessions of the dashboard that were begun with a key, on whatever machine. The key itself works on. */
export const endKeySessions: Command<EndKeySessions> = {
  reads: (input) => [{ kind: 'api_key', id: input.id }],
  decide(state, input, context) {
    const key = usableKey(state.get('api_key', input.id), input.id, context.now);
    if ('refused' in key) return key;
    return {
      changes: [updated(key, { ...key.document, session_round: (key.document.session_round ?? 0) + 1 })],
      events: [],
      reply: { kind: 'api_key', id: key.id },
    };
  },
};

/** What was ended at once stays ended, whatever the clock says: it may be set to before that. */
export function isExpired({ ended, expires_at, rolled_to }: ApiKey, now: number): boolean {
  if (expires_at === undefined) return false;
  return rolled_to === undefined || ended === true || expires_at <= now;
}

type Rights = Pick<ApiKey, 'type' | 'permissions'>;

/** Whether one key may do everything that another may. What a publishable key may, anybody may. */
export function mayDoAllOf(own: Rights, other: Rights): boolean {
  if (own.type === 'secret' || other.type === 'publishable') return true;
  if (own.type === 'publishable' || other.type === 'secret') return false;
  return Object.entries(other.permissions ?? {}).every(([resource, right]) => {
    const has = own.permissions?.[resource];
    return has === 'write' || has === right;
  });
}

function usableKey(row: Row<'api_key'> | undefined, id: string, now: number): Row<'api_key'> | Refusal {
  if (row === undefined) return errors.noSuchObject('api_key', id);
  if (isExpired(row.document, now)) return keyIsOver(id);
  return row;
}
