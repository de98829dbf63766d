/** Confirming a setup intent: the card is kept, or is not. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { abandonIn, confirmIn, type SetupConfirmation } from './attempt.js';
import { type SetupMembers, withSetupMembers } from './members.js';
import { intentFor, referencesOf } from './named.js';

export interface ConfirmSetupIntent {
  readonly id: string;
  readonly members: SetupMembers;
  readonly confirmation: SetupConfirmation;
}

export const confirmSetupIntent: Command<ConfirmSetupIntent> = {
  reads: ({ id, members }) => referencesOf(id, members),
  decide(state, { id, members, confirmation }, context) {
    const before = intentFor(state, id, 'confirm');
    if (isRefusal(before)) return before;
    const draft = Draft.under(state, context, before.test_clock);
    if (isRefusal(draft)) return draft;
    const changed = withSetupMembers(draft, before, members);
    if (isRefusal(changed)) return changed;
    abandonIn(draft, changed);
    return confirmIn(draft, changed, confirmation);
  },
};
