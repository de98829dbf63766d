/** Payment records and their attempts on the wire. The types of Stripe's own SDK hold the shapes to the letter. */
import type Stripe from 'stripe';
import type { ShippingDetails } from '../../../core/kernel/shared.js';
import type { CardDetails } from '../../../core/payments/cards.js';
import { outcomeHappenedOf, outcomeTime } from '../../../core/payments/payment_record/times.js';
import type {
  AuthorizationSnapshot,
  CustomerDetails,
  PaymentAttemptRecord,
  PaymentMethodDetails,
  PaymentRecord,
  ProcessorDetails,
} from '../../../core/payments/payment_record/types.js';
import { type ViewContext, viewAddress, viewBillingDetails } from '../../kernel/view_context.js';
import { viewThreeDSecure } from '../charge/view.js';

/** What Stripe does not say: when it happened, beside `created`, which is when it was recorded. */
interface Happened {
  /** Null in versions of records from before Daybook kept it. */
  readonly happened: number | null;
  readonly outcome_happened: number | null;
}

// Written out twice as literals: spreading a common part into both costs three times as much, on every answer.

export function viewPaymentRecord(record: PaymentRecord, { livemode }: ViewContext): Stripe.PaymentRecord & Happened {
  const { currency, amounts } = record;
  return {
    id: record.id,
    object: 'payment_record',
    amount: money(currency, amounts.intended ?? amounts.requested),
    amount_authorized: money(currency, amounts.authorized),
    amount_canceled: money(currency, amounts.canceled),
    amount_failed: money(currency, amounts.failed),
    amount_guaranteed: money(currency, amounts.guaranteed),
    amount_refunded: money(currency, amounts.refunded),
    amount_requested: money(currency, amounts.requested),
    application: null,
    created: record.created,
    happened: record.happened ?? null,
    latest_payment_attempt_record: record.latest_payment_attempt_record ?? null,
    customer_details: viewCustomer(record.customer_details),
    customer_presence: record.customer_presence ?? null,
    description: record.description ?? null,
    livemode,
    metadata: record.metadata ?? {},
    outcome_happened: record.happened === undefined ? null : outcomeHappenedOf(record),
    payment_method_details:
      record.payment_method_details === undefined ? null : viewMethod(record.payment_method_details),
    processor_details: viewProcessor(record.processor_details),
    reported_by: record.reported_by,
    shipping_details: viewShipping(record.shipping_details),
  };
}

export function viewPaymentAttemptRecord(
  attempt: PaymentAttemptRecord,
  { livemode }: ViewContext,
): Stripe.PaymentAttemptRecord & Happened {
  const { currency, amounts } = attempt;
  return {
    id: attempt.id,
    object: 'payment_attempt_record',
    amount: money(currency, amounts.intended ?? amounts.requested),
    amount_authorized: money(currency, amounts.authorized),
    amount_canceled: money(currency, amounts.canceled),
    amount_failed: money(currency, amounts.failed),
    amount_guaranteed: money(currency, amounts.guaranteed),
    amount_refunded: money(currency, amounts.refunded),
    amount_requested: money(currency, amounts.requested),
    application: null,
    created: attempt.created,
    happened: attempt.initiated_at,
    payment_record: attempt.payment_record,
    customer_details: viewCustomer(attempt.customer_details),
    customer_presence: attempt.customer_presence ?? null,
    description: attempt.description ?? null,
    livemode,
    metadata: attempt.metadata ?? {},
    outcome_happened: outcomeTime(amounts, attempt) ?? null,
    payment_method_details: viewMethod(attempt.payment_method_details),
    processor_details: viewProcessor(attempt.processor_details),
    reported_by: attempt.reported_by,
    shipping_details: viewShipping(attempt.shipping_details),
  };
}

function money(currency: string, value = 0): Stripe.PaymentRecord.Amount {
  return { currency, value };
}

function viewCustomer(customer: CustomerDetails | undefined): Stripe.PaymentRecord.CustomerDetails | null {
  if (customer === undefined) return null;
  return {
    customer: customer.customer ?? null,
    email: customer.email ?? null,
    name: customer.name ?? null,
    phone: customer.phone ?? null,
  };
}

function viewProcessor({ type, payment_reference }: ProcessorDetails): Stripe.PaymentRecord.ProcessorDetails {
  // Stripe's type knows only `custom`; whoever reports can name another processor, whose details are then called so.
  const known = type as 'custom';
  return payment_reference === undefined ? { type: known } : { [known]: { payment_reference }, type: known };
}

function viewShipping(shipping: ShippingDetails | undefined): Stripe.PaymentRecord.ShippingDetails | null {
  if (shipping === undefined) return null;
  return { address: viewAddress(shipping.address), name: shipping.name ?? null, phone: shipping.phone ?? null };
}

function viewMethod(details: PaymentMethodDetails): Stripe.PaymentRecord.PaymentMethodDetails {
  // Of a payment method it is known, but Stripe's records do not show it.
  const { tax_id: _tax_id, ...billing_details } = viewBillingDetails(details.billing_details);
  return {
    billing_details,
    ...(details.card === undefined ? {} : { card: viewCard(details.card, details.authorization) }),
    ...(details.custom === undefined
      ? {}
      : { custom: { display_name: details.custom.display_name ?? '', type: details.custom.type ?? null } }),
    payment_method: details.payment_method ?? null,
    type: details.type,
  };
}

function viewCard(
  card: CardDetails,
  authorization: AuthorizationSnapshot | undefined,
): Stripe.PaymentRecord.PaymentMethodDetails.Card {
  return {
    authorization_code: authorization?.code ?? null,
    brand: card.brand,
    ...(authorization?.capture_before === undefined ? {} : { capture_before: authorization.capture_before }),
    checks: {
      address_line1_check: card.address_line1_check ?? null,
      address_postal_code_check: card.address_postal_code_check ?? null,
      cvc_check: card.cvc_check ?? null,
    },
    country: card.country ?? null,
    exp_month: card.exp_month,
    exp_year: card.exp_year,
    fingerprint: card.fingerprint ?? null,
    funding: card.funding,
    installments: null,
    last4: card.last4,
    network: card.brand,
    network_advice_code: null,
    network_decline_code: null,
    network_token: null,
    network_transaction_id: authorization?.network_transaction_id ?? null,
    three_d_secure: viewAuthentication(authorization?.three_d_secure),
    wallet: null,
  };
}

/** Almost as charges show it. */
function viewAuthentication(
  three_d_secure: AuthorizationSnapshot['three_d_secure'],
): Stripe.PaymentRecord.PaymentMethodDetails.Card.ThreeDSecure | null {
  const of_charge = viewThreeDSecure(three_d_secure);
  if (of_charge === null) return null;
  const { transaction_id: _transaction_id, ...shared } = of_charge;
  return { ...shared, exemption_indicator_applied: null };
}
