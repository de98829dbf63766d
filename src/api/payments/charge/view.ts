/** Charges on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import type { Authorization, ThreeDSecure } from '../../../core/payments/card_authorization.js';
import { maximumCapturable } from '../../../core/payments/charge/overcapture.js';
import type { Charge, Outcome } from '../../../core/payments/charge/types.js';
import { isRefunded } from '../../../core/payments/charge/types.js';
import { type ViewContext, viewBillingDetails } from '../../kernel/view_context.js';
import { viewShipping } from '../payment_intent/view.js';

export function viewCharge(charge: Charge, { livemode }: ViewContext): Stripe.Charge {
  const { authorization, payment_method_details: details } = charge;
  return {
    id: charge.id,
    object: 'charge',
    amount: charge.amount,
    amount_captured: charge.amount_captured ?? 0,
    amount_refunded: charge.amount_refunded ?? 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: charge.balance_transaction ?? null,
    billing_details: viewBillingDetails(details.billing_details),
    calculated_statement_descriptor: descriptorOf(charge),
    captured: charge.captured ?? false,
    created: charge.created,
    currency: charge.currency,
    customer: charge.customer ?? null,
    description: charge.description ?? null,
    disputed: charge.disputed ?? false,
    failure_balance_transaction: null,
    failure_code: charge.failure_code ?? null,
    failure_message: charge.failure_message ?? null,
    fraud_details: charge.fraud_details ?? {},
    livemode,
    metadata: charge.metadata ?? {},
    on_behalf_of: null,
    outcome: viewOutcome(charge.outcome),
    paid: charge.status === 'succeeded',
    payment_intent: charge.payment_intent,
    payment_method: details.payment_method ?? null,
    payment_method_details: viewDetails(charge, authorization),
    ...(charge.radar_session === undefined ? {} : { radar_options: { session: charge.radar_session } }),
    receipt_email: charge.receipt_email ?? null,
    receipt_number: null,
    receipt_url: null,
    refunded: isRefunded(charge),
    review: null,
    shipping: viewShipping(charge.shipping),
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: charge.statement_descriptor_suffix ?? null,
    status: charge.status,
    transfer_data: null,
    transfer_group: null,
  };
}

/** What stands before the suffix on the payer's statement; an account has no name of its own to put there. */
const STATEMENT_DESCRIPTOR = 'DAYBOOK';

function descriptorOf({ statement_descriptor_suffix: suffix }: Charge): string {
  return (suffix === undefined ? STATEMENT_DESCRIPTOR : `${STATEMENT_DESCRIPTOR}* ${suffix}`).slice(0, 22);
}

function viewOutcome(outcome: Outcome | undefined): Stripe.Charge.Outcome | null {
  if (outcome === undefined) return null;
  return {
    advice_code: outcome.advice_code ?? null,
    network_advice_code: null,
    network_decline_code: outcome.network_decline_code ?? null,
    network_status: outcome.network_status,
    reason: outcome.reason ?? null,
    risk_level: outcome.risk_level,
    ...(outcome.risk_score === undefined ? {} : { risk_score: outcome.risk_score }),
    seller_message: outcome.seller_message,
    type: outcome.type,
  };
}

function viewDetails(charge: Charge, authorization: Authorization | undefined): Stripe.Charge.PaymentMethodDetails {
  const { card, type } = charge.payment_method_details;
  if (card === undefined) return { type };
  return {
    card: {
      amount_authorized: authorization?.amount ?? null,
      authorization_code: authorization?.code ?? null,
      brand: card.brand,
      ...(authorization?.capture_before === undefined ? {} : { capture_before: authorization.capture_before }),
      checks: {
        address_line1_check: card.address_line1_check ?? null,
        address_postal_code_check: card.address_postal_code_check ?? null,
        cvc_check: card.cvc_check ?? null,
      },
      country: card.country ?? null,
      electronic_commerce_indicator: null,
      exp_month: card.exp_month,
      exp_year: card.exp_year,
      extended_authorization: { status: authorization?.extended === true ? 'enabled' : 'disabled' },
      fingerprint: card.fingerprint ?? null,
      funding: card.funding,
      incremental_authorization: { status: available(authorization?.incremental) },
      installments: null,
      last4: card.last4,
      mandate: null,
      multicapture: { status: available(authorization?.multicapture) },
      network: card.brand,
      network_token: { used: false },
      network_transaction_id: authorization?.network_transaction_id ?? null,
      overcapture: viewOvercapture(charge),
      regulated_status: 'unregulated',
      three_d_secure: viewThreeDSecure(authorization?.three_d_secure),
      transaction_link_id: null,
      wallet: null,
    },
    type: 'card',
  };
}

function available(is_available: true | undefined): 'available' | 'unavailable' {
  return is_available === true ? 'available' : 'unavailable';
}

function viewOvercapture(charge: Charge): Stripe.Charge.PaymentMethodDetails.Card.Overcapture {
  return {
    maximum_amount_capturable: maximumCapturable(charge),
    status: charge.authorization?.maximum_amount_capturable === undefined ? 'unavailable' : 'available',
  };
}

/** Records of payments show most of it too. */
export function viewThreeDSecure(three_d_secure: ThreeDSecure | undefined) {
  if (three_d_secure === undefined) return null;
  const { result, version } = three_d_secure;
  return {
    authentication_flow: result === 'authenticated' ? 'challenge' : null,
    electronic_commerce_indicator: result === 'authenticated' ? '05' : null,
    exemption_indicator: null,
    result,
    result_reason: null,
    transaction_id: null,
    version,
  } satisfies Stripe.Charge.PaymentMethodDetails.Card.ThreeDSecure;
}
