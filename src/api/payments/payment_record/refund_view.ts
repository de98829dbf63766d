/** Reported refunds of payment records, which Stripe does not show one by one (extension). */
import type { PaymentRecordRefund } from '../../../core/payments/payment_record/types.js';

export function viewPaymentRecordRefund(refund: PaymentRecordRefund): object {
  return {
    id: refund.id,
    object: 'payment_record_refund',
    amount: { currency: refund.currency, value: refund.amount },
    created: refund.created,
    initiated_at: refund.initiated_at ?? null,
    metadata: refund.metadata ?? {},
    payment_attempt_record: refund.payment_attempt_record,
    payment_record: refund.payment_record,
    processor: refund.processor ?? 'custom',
    refund_reference: refund.refund_reference ?? null,
    refunded_at: refund.refunded_at,
  };
}
