/** Ending what was begun with a key in browsers. */
import { type Command, updated } from '../../kernel/decision.js';
import { usableKey } from './named.js';

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
