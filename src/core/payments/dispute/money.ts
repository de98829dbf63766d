/** Money that a dispute moves: the dispute and the balance change together, and only here. */

import type { Context } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { disputeReversalTransaction, disputeTransaction } from '../balance/transactions.js';
import type { BalanceTransaction } from '../balance/types.js';
import type { Dispute } from './types.js';

/** The bank takes the disputed amount. */
export function withdraw(draft: Draft, dispute: Dispute): Dispute {
  return move(draft, dispute, disputeTransaction);
}

/** The bank gives it back. */
export function reinstate(draft: Draft, dispute: Dispute): Dispute {
  return move(draft, dispute, disputeReversalTransaction);
}

function move(
  draft: Draft,
  dispute: Dispute,
  transactionOf: (context: Context, dispute: Dispute) => BalanceTransaction,
): Dispute {
  const transaction = transactionOf(draft.context, dispute);
  draft.create('balance_transaction', transaction);
  return { ...dispute, balance_transactions: [...(dispute.balance_transactions ?? []), transaction] };
}
