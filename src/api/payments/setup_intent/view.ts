/** Setup intents and their attempts on the wire. The types of Stripe's own SDK hold the shapes to the letter. */
import type Stripe from 'stripe';
import type { ThreeDSecure } from '../../../core/payments/card_authorization.js';
import type { CardDetails } from '../../../core/payments/cards.js';
import type { SetupAttempt, SetupIntent } from '../../../core/payments/setup_intent/types.js';
import type { ViewContext } from '../../kernel/view_context.js';
import { viewNextAction } from '../next_action.js';
import { viewPaymentError } from '../payment_error.js';

export function viewSetupIntent(intent: SetupIntent, context: ViewContext): Stripe.SetupIntent {
  const { automatic_payment_methods: automatic, card_options } = intent;
  return {
    id: intent.id,
    object: 'setup_intent',
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods:
      automatic === undefined
        ? null
        : { allow_redirects: automatic.allow_redirects ?? 'always', enabled: automatic.enabled },
    cancellation_reason: intent.cancellation_reason ?? null,
    client_secret: context.access.seesSecrets('setup_intent') ? context.clientSecretOf(intent.id) : null,
    created: intent.created,
    customer: intent.customer ?? null,
    customer_account: null,
    description: intent.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: viewPaymentError(intent.last_setup_error, context),
    latest_attempt: intent.latest_attempt ?? null,
    livemode: context.livemode,
    mandate: null,
    metadata: intent.metadata ?? {},
    next_action: viewNextAction('setup_intent', intent, context),
    on_behalf_of: null,
    payment_method: intent.payment_method ?? null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: {
        mandate_options: null,
        network: null,
        request_three_d_secure: card_options?.request_three_d_secure ?? 'automatic',
      },
    },
    payment_method_types: ['card'],
    single_use_mandate: null,
    status: intent.status,
    usage: intent.usage ?? 'off_session',
  };
}

export function viewSetupAttempt(attempt: SetupAttempt, context: ViewContext): Stripe.SetupAttempt {
  return {
    id: attempt.id,
    object: 'setup_attempt',
    application: null,
    created: attempt.created,
    customer: attempt.customer ?? null,
    customer_account: null,
    flow_directions: null,
    livemode: context.livemode,
    on_behalf_of: null,
    payment_method: attempt.payment_method,
    payment_method_details: { card: viewCard(attempt.card, attempt.three_d_secure), type: 'card' },
    setup_error: viewPaymentError(attempt.setup_error, context),
    setup_intent: attempt.setup_intent,
    status: attempt.status,
    usage: attempt.usage,
  };
}

function viewCard(
  card: CardDetails,
  three_d_secure: ThreeDSecure | undefined,
): Stripe.SetupAttempt.PaymentMethodDetails.Card {
  return {
    brand: card.brand,
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
    last4: card.last4,
    network: card.brand,
    three_d_secure: three_d_secure === undefined ? null : viewThreeDSecure(three_d_secure),
    wallet: null,
  };
}

/** How strongly a payment is said to be authenticated; networks count two ways, and this is Visa's. */
const INDICATORS: Readonly<Partial<Record<ThreeDSecure['result'], string>>> = {
  attempt_acknowledged: '06',
  authenticated: '05',
};

function viewThreeDSecure({
  result,
  version,
}: ThreeDSecure): Stripe.SetupAttempt.PaymentMethodDetails.Card.ThreeDSecure {
  return {
    authentication_flow: result === 'authenticated' || result === 'failed' ? 'challenge' : null,
    electronic_commerce_indicator: INDICATORS[result] ?? null,
    result,
    result_reason: result === 'failed' ? 'rejected' : result === 'processing_error' ? 'protocol_error' : null,
    transaction_id: null,
    version,
  };
}
