/** Ending a key. */
import { type Command, updated } from '../../kernel/decision.js';
import { usableKey } from './named.js';

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
