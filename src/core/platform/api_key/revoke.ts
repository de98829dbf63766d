/** Ending a key. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { usableKey } from './named.js';

export interface RevokeApiKey {
  readonly id: string;
}

export const revokeApiKey: Command<RevokeApiKey> = {
  reads: (input) => [{ kind: 'api_key', id: input.id }],
  decide(state, input, context) {
    const key = usableKey(state, input.id, context.now);
    if (isRefusal(key)) return key;
    const draft = new Draft(state, context);
    draft.update('api_key', { ...key, expires_at: context.now });
    return draft.decision({ kind: 'api_key', id: key.id });
  },
};
