/** Movements on the balance, on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import { type BalanceTransaction, isAvailable, netOf } from '../../../core/payments/balance/types.js';
import type { ViewContext } from '../../kernel/view_context.js';

export function viewBalanceTransaction(
  transaction: BalanceTransaction,
  { now }: ViewContext,
): Stripe.BalanceTransaction {
  const { id, amount, available_on, created, currency, fee = 0, source, type } = transaction;
  return {
    id,
    object: 'balance_transaction',
    amount,
    available_on,
    balance_type: 'payments',
    created,
    currency,
    description: transaction.description ?? null,
    exchange_rate: null,
    fee,
    fee_details: feeDetails(transaction),
    net: netOf(transaction),
    reporting_category: reportingCategory(transaction),
    source,
    // Nobody changes the object when its time comes, so this depends on when it is asked.
    status: isAvailable(transaction, now) ? 'available' : 'pending',
    type,
  };
}

function feeDetails({ type, currency, fee = 0 }: BalanceTransaction): Stripe.BalanceTransaction.FeeDetail[] {
  if (fee === 0) return [];
  const description = type === 'adjustment' ? 'Dispute fee' : 'Stripe processing fees';
  return [{ amount: fee, application: null, currency, description, type: 'stripe_fee' }];
}

/** Adjustments are made by disputes only. */
function reportingCategory({ type, amount }: BalanceTransaction): string {
  if (type !== 'adjustment') return type;
  return amount < 0 ? 'dispute' : 'dispute_reversal';
}
