/** Ending what was begun with a key in browsers. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { usableKey } from './named.js';

export interface EndKeySessions {
  readonly id: string;
}

/** Ends all sessions of the dashboard that were begun with a key, on whatever machine. The key itself works on. */
export const endKeySessions: Command<EndKeySessions> = {
  reads: (input) => [{ kind: 'api_key', id: input.id }],
  decide(state, input, context) {
    const key = usableKey(state, input.id, context.now);
    if (isRefusal(key)) return key;
    const draft = new Draft(state, context);
    draft.update('api_key', { ...key, session_round: (key.session_round ?? 0) + 1 });
    return draft.decision({ kind: 'api_key', id: key.id });
  },
};
