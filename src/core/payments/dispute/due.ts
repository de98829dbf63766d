/** The end of a dispute that nobody answered in time. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { lose } from './endings.js';
import { checkStatus } from './states.js';

export interface DueDispute {
  readonly id: string;
}

/**
 * The issuer decides for the payer where no evidence came in time, and where what came does not say that it wins.
 * Doing it twice does no harm: what is not due any more stays as it is.
 */
export const dueDispute: Command<DueDispute> = {
  reads: ({ id }) => [{ kind: 'dispute', id }],
  decide(state, { id }, context) {
    const dispute = state.get('dispute', id)?.document;
    if (dispute === undefined) return errors.noSuchObject('dispute', id);
    const draft = Draft.under(state, context, dispute.test_clock);
    if (isRefusal(draft)) return draft;
    if (dispute.due_at !== undefined && dispute.due_at <= draft.context.now) {
      const refused = checkStatus(dispute, 'end');
      if (refused !== undefined) throw new Error(`${id} is ${dispute.status}, and yet something is due`);
      lose(draft, dispute);
    }
    return draft.decision({ kind: 'dispute', id });
  },
};
