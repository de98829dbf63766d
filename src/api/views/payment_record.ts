/** Payment records and their attempts on the wire. The types of Stripe's own SDK hold the shapes to the letter. */
import type Stripe from 'stripe';
import type { CardDetails } from '../../core/cards.js';
import type { PaymentAttemptRecord, PaymentMethodDetails, PaymentRecord } from '../../core/payment_record/types.js';
import type { ViewContext } from '../views.js';
import { viewAddress, viewBillingDetails } from './shared.js';

export function viewPaymentRecord(record: PaymentRecord, context: ViewContext): Stripe.PaymentRecord {
  const { amounts, application, created, ...rest } = viewPayment(record, context);
  return {
    id: record.id,
    object: 'payment_record',
    ...amounts,
    application,
    created,
    latest_payment_attempt_record: record.latest_payment_attempt_record,
    ...rest,
  };
}

export function viewPaymentAttemptRecord(
  attempt: PaymentAttemptRecord,
  context: ViewContext,
): Stripe.PaymentAttemptRecord {
  const { amounts, application, created, ...rest } = viewPayment(attempt, context);
  return {
    id: attempt.id,
    object: 'payment_attempt_record',
    ...amounts,
    application,
    created,
    payment_record: attempt.payment_record,
    ...rest,
  };
}

/** What a record and an attempt have in common. */
function viewPayment(payment: PaymentRecord | PaymentAttemptRecord, { livemode }: ViewContext) {
  const { currency } = payment;
  const { requested, authorized, guaranteed, failed, canceled, refunded } = payment.amounts;
  const money = (value: number | undefined) => ({ currency, value: value ?? 0 });
  const customer = payment.customer_details;
  const shipping = payment.shipping_details;
  const { type, payment_reference } = payment.processor_details;
  return {
    amounts: {
      amount: money(requested),
      amount_authorized: money(authorized),
      amount_canceled: money(canceled),
      amount_failed: money(failed),
      amount_guaranteed: money(guaranteed),
      amount_refunded: money(refunded),
      amount_requested: money(requested),
    },
    application: null,
    created: payment.created,
    customer_details:
      customer === undefined
        ? null
        : {
            customer: customer.customer ?? null,
            email: customer.email ?? null,
            name: customer.name ?? null,
            phone: customer.phone ?? null,
          },
    customer_presence: payment.customer_presence ?? null,
    description: payment.description ?? null,
    livemode,
    metadata: payment.metadata ?? {},
    payment_method_details: viewMethod(payment.payment_method_details),
    processor_details: {
      ...(payment_reference === undefined ? {} : { custom: { payment_reference } }),
      // Stripe's type knows only `custom`; payments routed to another processor name it here.
      type: type as 'custom',
    },
    reported_by: payment.reported_by,
    shipping_details:
      shipping === undefined
        ? null
        : { address: viewAddress(shipping.address), name: shipping.name ?? null, phone: shipping.phone ?? null },
  };
}

function viewMethod(details: PaymentMethodDetails): Stripe.PaymentRecord.PaymentMethodDetails {
  return {
    billing_details: viewBillingDetails(details.billing_details),
    ...(details.card === undefined ? {} : { card: viewCard(details.card) }),
    ...(details.custom === undefined
      ? {}
      : { custom: { display_name: details.custom.display_name ?? '', type: details.custom.type ?? null } }),
    payment_method: details.payment_method ?? null,
    type: details.type,
  };
}

function viewCard(card: CardDetails): Stripe.PaymentRecord.PaymentMethodDetails.Card {
  return {
    authorization_code: null,
    brand: card.brand,
    checks: {
      address_line1_check: card.address_line1_check ?? null,
      address_postal_code_check: card.address_postal_code_check ?? null,
      cvc_check: card.cvc_check ?? null,
    },
    country: card.country,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    network: card.brand,
    network_advice_code: null,
    network_decline_code: null,
    network_token: null,
    network_transaction_id: null,
    three_d_secure: null,
    wallet: null,
  };
}
