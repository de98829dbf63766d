/** Payment intents on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import type { CardOptions, PaymentIntent } from '../../../core/payments/payment_intent/types.js';
import { type ViewContext, viewAddress } from '../../kernel/view_context.js';
import { viewNextAction } from '../next_action.js';
import { viewPaymentError } from '../payment_error.js';
import { viewAmountDetails, viewPaymentDetails } from './amount_details_view.js';

export function viewPaymentIntent(intent: PaymentIntent, context: ViewContext): Stripe.PaymentIntent {
  return {
    id: intent.id,
    object: 'payment_intent',
    allowed_payment_method_types: intent.allowed_payment_method_types?.slice() ?? null,
    amount: intent.amount,
    amount_capturable: intent.amount_capturable ?? 0,
    amount_details: viewAmountDetails(intent.amount_details),
    amount_received: intent.amount_received ?? 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: intent.automatic_payment_methods ?? null,
    canceled_at: intent.canceled_at ?? null,
    cancellation_reason: intent.cancellation_reason ?? null,
    capture_method: intent.capture_method,
    client_secret: context.access.seesSecrets('payment_intent') ? context.clientSecretOf(intent.id) : null,
    confirmation_method: intent.confirmation_method ?? 'automatic',
    created: intent.created,
    currency: intent.currency,
    customer: intent.customer ?? null,
    customer_account: null,
    description: intent.description ?? null,
    excluded_payment_method_types: intent.excluded_payment_method_types?.slice() ?? null,
    last_payment_error: viewPaymentError(intent.last_payment_error, context),
    latest_charge: intent.latest_charge ?? null,
    livemode: context.livemode,
    managed_payments: null,
    metadata: intent.metadata ?? {},
    next_action: viewNextAction('payment_intent', intent, context),
    on_behalf_of: null,
    ...(intent.payment_details === undefined ? {} : { payment_details: viewPaymentDetails(intent.payment_details) }),
    payment_method: intent.payment_method ?? null,
    payment_method_configuration_details: null,
    payment_method_options: { card: viewOptions(intent.card_options) },
    payment_method_types: ['card'],
    payment_record: intent.payment_record,
    processing: null,
    receipt_email: intent.receipt_email ?? null,
    review: null,
    setup_future_usage: intent.setup_future_usage ?? null,
    shipping: viewShipping(intent.shipping),
    source: null,
    statement_descriptor: intent.statement_descriptor ?? null,
    statement_descriptor_suffix: intent.statement_descriptor_suffix ?? null,
    status: intent.status,
    transfer_data: null,
    transfer_group: null,
  };
}

function viewOptions(options: CardOptions | undefined): Stripe.PaymentIntent.PaymentMethodOptions.Card {
  const { moto: _moto, request_partial_authorization: _partial, ...shown } = options ?? {};
  return {
    installments: null,
    mandate_options: null,
    network: null,
    request_three_d_secure: 'automatic',
    ...shown,
  };
}

/** The same on intents and charges. */
export function viewShipping(shipping: PaymentIntent['shipping']) {
  if (shipping === undefined) return null;
  return {
    address: viewAddress(shipping.address),
    carrier: shipping.carrier ?? null,
    ...(shipping.name === undefined ? {} : { name: shipping.name }),
    phone: shipping.phone ?? null,
    tracking_number: shipping.tracking_number ?? null,
  } satisfies Stripe.PaymentIntent.Shipping;
}
