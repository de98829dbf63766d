/** API keys: made, rolled and revoked by commands like everything else, so that their history is in the journal. */
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

/** What was ended at once stays ended, whatever the clock says: it may be set to before that. */
export function isExpired({ ended, expires_at, rolled_to }: ApiKey, now: number): boolean {
  if (expires_at === undefined) return false;
  return rolled_to === undefined || ended === true || expires_at <= now;
}
