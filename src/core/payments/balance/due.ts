/** Money received under a test clock whose waiting is over there. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { errors } from '../../kernel/errors.js';

export interface DueBalanceTransaction {
  readonly id: string;
}

/** No event tells of it, as it does not of money that waits by the machine's time. */
export const dueBalanceTransaction: Command<DueBalanceTransaction> = {
  reads: ({ id }) => [{ kind: 'balance_transaction', id }],
  decide(state, { id }, context) {
    const before = state.get('balance_transaction', id)?.document;
    if (before === undefined) return errors.noSuchObject('balance_transaction', id);
    const draft = new Draft(state, context);
    const is_due = before.is_available !== true && before.available_on <= context.now;
    if (is_due) draft.update('balance_transaction', { ...before, is_available: true });
    return draft.decision({ kind: 'balance_transaction', id });
  },
};
