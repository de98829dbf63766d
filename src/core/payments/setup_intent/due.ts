/** What Daybook does with a setup intent by itself when its time has come. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { hand } from './asking.js';

export interface DueSetupIntent {
  readonly id: string;
}

/** A question that waits is given out. Doing it twice does no harm: what is not due any more stays as it is. */
export const dueSetupIntent: Command<DueSetupIntent> = {
  reads: ({ id }) => [{ kind: 'setup_intent', id }],
  decide(state, { id }, context) {
    const intent = state.get('setup_intent', id)?.document;
    if (intent === undefined) return errors.noSuchObject('setup_intent', id);
    const draft = Draft.under(state, context, intent.test_clock);
    if (isRefusal(draft)) return draft;
    const { due_at, open } = intent;
    if (due_at !== undefined && due_at <= draft.context.now) {
      if (open === undefined) throw new Error(`${id} is due, and has no open question`);
      hand(draft, intent, open);
    }
    return draft.decision({ kind: 'setup_intent', id });
  },
};
