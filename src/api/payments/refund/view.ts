/** Refunds on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import type { Refund } from '../../../core/payments/refund/types.js';

export function viewRefund(refund: Refund): Stripe.Refund {
  return {
    id: refund.id,
    object: 'refund',
    amount: refund.amount,
    balance_transaction: refund.balance_transaction ?? null,
    charge: refund.charge,
    created: refund.created,
    currency: refund.currency,
    customer: refund.customer ?? null,
    customer_account: null,
    destination_details: {
      card: {
        reference_status: refund.status === 'succeeded' ? 'available' : 'pending',
        reference_type: 'acquirer_reference_number',
        type: 'refund',
      },
      type: 'card',
    },
    ...(refund.failure_balance_transaction === undefined
      ? {}
      : { failure_balance_transaction: refund.failure_balance_transaction }),
    ...(refund.failure_reason === undefined ? {} : { failure_reason: refund.failure_reason }),
    metadata: refund.metadata ?? {},
    payment_intent: refund.payment_intent,
    payment_method: refund.payment_method ?? null,
    ...(refund.pending_reason === undefined ? {} : { pending_reason: refund.pending_reason }),
    reason: refund.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status: refund.status,
    transfer_reversal: null,
  };
}
