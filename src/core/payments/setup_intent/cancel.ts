/** Giving a setup intent up. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import { abandonIn } from './attempt.js';
import { intentFor } from './named.js';
import type { SetupIntent } from './types.js';

export interface CancelSetupIntent {
  readonly id: string;
  readonly cancellation_reason: SetupIntent['cancellation_reason'] | undefined;
}

export const cancelSetupIntent: Command<CancelSetupIntent> = {
  reads: ({ id }) => [{ kind: 'setup_intent', id }],
  decide(state, { id, cancellation_reason }, context) {
    const before = intentFor(state, id, 'cancel');
    if (isRefusal(before)) return before;
    const draft = Draft.under(state, context, before.test_clock);
    if (isRefusal(draft)) return draft;
    abandonIn(draft, before);
    const { next_action: _action, ...rest } = before;
    draft.update('setup_intent', compact<SetupIntent>({ ...rest, status: 'canceled', cancellation_reason }));
    draft.emit('setup_intent.canceled', id);
    return draft.decision({ kind: 'setup_intent', id });
  },
};
