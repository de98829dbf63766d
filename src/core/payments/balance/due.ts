/** Money received under a test clock whose waiting is over there. */
import { type Command, updated } from '../../kernel/decision.js';
import { errors } from '../../kernel/errors.js';

export interface DueBalanceTransaction {
  readonly id: string;
}

/** No event tells of it, as it does not of money that waits by the machine's time. */
export const dueBalanceTransaction: Command<DueBalanceTransaction> = {
  reads: ({ id }) => [{ kind: 'balance_transaction', id }],
  decide(state, { id }, { now }) {
    const row = state.get('balance_transaction', id);
    if (row === undefined) return errors.noSuchObject('balance_transaction', id);
    const is_due = row.document.is_available !== true && row.document.available_on <= now;
    return {
      changes: is_due ? [updated(row, { ...row.document, is_available: true })] : [],
      events: [],
      reply: { kind: 'balance_transaction', id },
    };
  },
};
