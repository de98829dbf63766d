/** What Daybook does with a refund by itself: it hears from the processor how it ended. */
import type { Command } from '../../kernel/decision.js';
import { errors, isRefusal } from '../../kernel/errors.js';
import { Payment } from '../payment_intent/payment.js';
import { ask, hand } from './asking.js';
import { tell } from './settle.js';

export interface DueRefund {
  readonly id: string;
}

/** The processor says how the refund ended. Doing it twice does no harm: what is not due any more stays as it is. */
export const dueRefund: Command<DueRefund> = {
  reads: ({ id }) => [{ kind: 'refund', id }],
  decide(state, { id }, context) {
    const refund = state.get('refund', id)?.document;
    if (refund === undefined) return errors.noSuchObject('refund', id);
    const payment = Payment.load(state, context, refund.payment_intent);
    if (isRefusal(payment)) return payment;
    const { due_at } = refund;
    if (due_at === undefined || due_at > payment.context.now) return payment.decision({ kind: 'refund', id });
    const { draft } = payment;
    if (refund.open === undefined) ask(payment, 'query_refund', id);
    const { open } = draft.document('refund', id);
    if (open === undefined) tell(payment, id);
    else hand(payment, id, open);
    return payment.decision({ kind: 'refund', id });
  },
};
