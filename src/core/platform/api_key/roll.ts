/** Replacing a key. */
import { type Command, created, updated } from '../../kernel/decision.js';
import { compact } from '../../kernel/shared.js';
import { usableKey } from './named.js';
import type { ApiKey } from './types.js';

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
