/** The answer of a processor that did not say at once how a refund ends. */
import type { Command } from '../../kernel/decision.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { Payment } from '../payment_intent/payment.js';
import type { Answer } from '../processor/port.js';
import { settleRefund } from './money.js';
import type { RefundAsks } from './types.js';

export interface SettleRefund {
  readonly id: string;
  /** What was asked. */
  readonly key: string;
  /** For which turn it was asked. */
  readonly turn: number;
  readonly answer: Answer;
}

/** The answer of a processor that did not answer at once. Doing it twice, or for a turn that is lost, changes nothing. */
export const settleOpenRefund: Command<SettleRefund> = {
  reads: ({ id }) => [{ kind: 'refund', id }],
  decide(state, { id, key, turn, answer }, context) {
    const refund = state.get('refund', id)?.document;
    if (refund === undefined) return errors.noSuchObject('refund', id);
    const payment = Payment.load(state, context, refund.payment_intent);
    if (isRefusal(payment)) return payment;
    if (refund.open?.question.key === key && refund.open.turn === turn) {
      settleRefund(payment, id, answer as Answer<RefundAsks>);
      tell(payment, id);
    }
    return payment.decision({ kind: 'refund', id });
  },
};

/** How a refund that everybody knows of goes on. */
export function tell({ draft }: Payment, id: string): void {
  draft.emit(draft.document('refund', id).status === 'failed' ? 'refund.failed' : 'refund.updated', id);
  draft.emit('charge.refund.updated', id);
}
