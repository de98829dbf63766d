/** Accepting a dispute. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { lose } from './endings.js';
import { checkStatus } from './states.js';

export interface CloseDispute {
  readonly id: string;
}

export const closeDispute: Command<CloseDispute> = {
  reads: ({ id }) => [{ kind: 'dispute', id }],
  decide(state, { id }, context) {
    const dispute = state.get('dispute', id)?.document;
    if (dispute === undefined) return errors.noSuchObject('dispute', id);
    const draft = Draft.under(state, context, dispute.test_clock);
    if (isRefusal(draft)) return draft;
    const refused = checkStatus(dispute, 'close');
    if (refused !== undefined) return refused;
    lose(draft, dispute);
    return draft.decision({ kind: 'dispute', id });
  },
};
