/** Money that goes back, and money that comes back because it did not arrive: charge and balance move together. */

import { compact } from '../../kernel/shared.js';
import { refundFailureTransaction, refundTransaction } from '../balance/transactions.js';
import type { Payment } from '../payment_intent/payment.js';
import type { Answer } from '../processor/port.js';
import type { Refund, RefundAsks } from './types.js';

/** A new refund: its money is gone before anybody is asked, and comes back should it not arrive. */
export function makeRefund(payment: Payment, asked: Refund): void {
  const { context, draft } = payment;
  const charge = payment.requireCharge();
  const transaction = refundTransaction(context, asked, charge);
  draft.create('balance_transaction', transaction);
  payment.changeCharge({ amount_refunded: (charge.amount_refunded ?? 0) + asked.amount });
  draft.create('refund', { ...asked, balance_transaction: transaction.id });
}

/** What the processor says now of a refund that is there. */
export function settleRefund(payment: Payment, id: string, answer: Answer<RefundAsks>): void {
  const { context, draft } = payment;
  const charge = payment.requireCharge();
  const before = draft.document('refund', id);
  if (answer.outcome !== 'failed') {
    const is_pending = answer.outcome !== 'succeeded';
    draft.update(
      'refund',
      compact<Refund>({
        ...before,
        // Of one whose answer did not arrive nobody knows more than of one that is on its way.
        status: is_pending ? 'pending' : 'succeeded',
        open: undefined,
        due_at: answer.ask_at,
        pending_reason: is_pending ? 'processing' : undefined,
      }),
    );
    return;
  }
  const transaction = refundFailureTransaction(context, before, charge);
  draft.create('balance_transaction', transaction);
  payment.changeCharge({ amount_refunded: (charge.amount_refunded ?? 0) - before.amount || undefined });
  draft.update(
    'refund',
    compact<Refund>({
      ...before,
      status: 'failed',
      due_at: undefined,
      failure_balance_transaction: transaction.id,
      failure_reason: answer.reason,
      open: undefined,
      pending_reason: undefined,
    }),
  );
}
