/** The answer of a processor that did not say at once whether a card can be kept. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import type { Answer } from '../processor/port.js';
import { failIn, settle } from './asking.js';

export interface SettleSetupIntent {
  readonly id: string;
  /** What was asked. */
  readonly key: string;
  /** For which turn it was asked. */
  readonly turn: number;
  readonly answer: Answer<'verify'>;
}

/** Doing it twice does no harm: an answer to what is not open any more, or is somebody else's to ask, changes nothing. */
export const settleSetupIntent: Command<SettleSetupIntent> = {
  reads: ({ id }) => [{ kind: 'setup_intent', id }],
  decide(state, { id, key, turn, answer }, context) {
    const intent = state.get('setup_intent', id)?.document;
    if (intent === undefined) return errors.noSuchObject('setup_intent', id);
    const draft = Draft.under(state, context, intent.test_clock);
    if (isRefusal(draft)) return draft;
    const { open } = intent;
    if (open?.question.key === key && open.turn === turn) {
      const refused = settle(draft, intent, open, answer);
      // Meanwhile the customer may have been deleted, or somebody else given the card.
      if (refused?.is_kept === false) failIn(draft, intent, refused.refusal, refused.three_d_secure);
    }
    return draft.decision({ kind: 'setup_intent', id });
  },
};
