/** Replacing a key. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
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
    const old = usableKey(state, input.id, context.now);
    if (isRefusal(old)) return old;
    const { name, permissions, type } = old;
    const key = compact<ApiKey>({
      id: context.newId('api_key'),
      created: context.now,
      type,
      hash: input.hash,
      last4: input.last4,
      name,
      permissions,
    });
    const draft = new Draft(state, context);
    draft.update('api_key', {
      ...old,
      expires_at: context.now + input.expires_in,
      rolled_to: key.id,
      ...(input.expires_in === 0 ? { ended: true } : {}),
    });
    draft.create('api_key', key);
    return draft.decision({ kind: 'api_key', id: key.id });
  },
};
