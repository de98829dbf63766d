/** Where rules of refunds are cut: begun, they ask here; the answer is settled at once, or by a command that brings it. */
import { followUpOf } from '../payment_intent/asking.js';
import type { Payment } from '../payment_intent/payment.js';
import { LEASE_SECONDS, type OpenQuestion, type Question } from '../processor/port.js';
import { processorOf } from '../processor/registry.js';
import { settleRefund } from './money.js';
import type { RefundAsks } from './types.js';

/** Asks whoever took the payment. A refund without an answer is pending. */
export function ask(payment: Payment, asks: RefundAsks, id: string): void {
  const { context, draft } = payment;
  const refund = draft.document('refund', id);
  // A refund is asked for once; of what became of it, each answer says when to ask again.
  const key = asks === 'refund' ? id : `${id}/${refund.due_at}`;
  const question: Question<RefundAsks> = { ...followUpOf(payment, refund.amount), refund: id, asks, key };
  const processor = processorOf(payment.requireAttempt());
  if ('answer' in processor) settleRefund(payment, id, processor.answer(question));
  else {
    const open = { processor: processor.name, question, purpose: {}, turn: 0 };
    draft.update('refund', { ...refund, pending_reason: 'processing', due_at: context.now, open });
  }
}

/** Gives an open question to whoever is about to ask it; should they not come back, it is due again. */
export function hand(payment: Payment, id: string, open: OpenQuestion<RefundAsks, object>): void {
  const due_at = payment.context.now + LEASE_SECONDS;
  const refund = payment.draft.document('refund', id);
  payment.draft.update('refund', { ...refund, due_at, open: { ...open, turn: open.turn + 1 } });
}
