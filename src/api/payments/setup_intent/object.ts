/** Setup intents, their attempts, and parts that all intents have. */
import { ERROR_CODES } from '../../../core/kernel/error_codes.js';
import { SETUP_STATUSES } from '../../../core/payments/setup_intent/states.js';
import { SETUP_CANCELLATION_REASONS } from '../../../core/payments/setup_intent/types.js';
import {
  about,
  constant,
  expandable,
  flag,
  integer,
  listOf,
  never,
  nullable,
  object,
  oneOf,
  reference,
  text,
  time,
} from '../../kernel/json_schema.js';
import { created, livemode, metadata } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewSetupAttempt, viewSetupIntent } from './view.js';

/** The shape of errors in objects; the answers of refused requests have the same members. */
const payment_error = object(
  {
    code: oneOf(Object.keys(ERROR_CODES)),
    doc_url: text,
    message: text,
    type: oneOf(['card_error', 'invalid_request_error']),
  },
  { advice_code: text, charge: text, decline_code: text, payment_method: reference('payment_method') },
);

const next_action = about(
  object(
    { type: oneOf(['redirect_to_url', 'use_stripe_sdk']) },
    {
      redirect_to_url: object({ return_url: nullable(text), url: nullable(text) }),
      use_stripe_sdk: object({ stripe_js: nullable(text), type: constant('three_d_secure_redirect') }),
    },
  ),
  'What the payer has to do: open the page at `url`, or at `stripe_js` where there is nowhere to return to.',
);

const usage = oneOf(['off_session', 'on_session']);

const setup_intent_schema = about(
  object({
    id: text,
    object: constant('setup_intent'),
    allowed_payment_method_types: never,
    application: never,
    automatic_payment_methods: nullable(object({ allow_redirects: oneOf(['always', 'never']), enabled: flag })),
    cancellation_reason: nullable(oneOf(SETUP_CANCELLATION_REASONS)),
    client_secret: about(
      nullable(text),
      'Lets a client with a publishable key retrieve and confirm the intent. `null` for a key that may not write it, as are the addresses of `next_action`.',
    ),
    created: about(time, created),
    customer: nullable(expandable('customer')),
    customer_account: never,
    description: nullable(text),
    excluded_payment_method_types: never,
    flow_directions: never,
    last_setup_error: nullable(payment_error),
    latest_attempt: nullable(expandable('setup_attempt')),
    livemode: about(flag, livemode),
    mandate: never,
    metadata,
    next_action: nullable(next_action),
    on_behalf_of: never,
    payment_method: nullable(expandable('payment_method')),
    payment_method_configuration_details: never,
    payment_method_options: object({
      card: object({
        mandate_options: never,
        network: never,
        request_three_d_secure: oneOf(['any', 'automatic', 'challenge']),
      }),
    }),
    payment_method_types: listOf(text),
    single_use_mandate: never,
    status: oneOf(SETUP_STATUSES),
    usage,
  }),
  'A payment method being made ready for later payments, without one now. A publishable key sees a part of it.',
);

const three_d_secure = object({
  authentication_flow: nullable(constant('challenge')),
  electronic_commerce_indicator: nullable(text),
  result: oneOf(['attempt_acknowledged', 'authenticated', 'failed', 'not_supported', 'processing_error']),
  result_reason: nullable(text),
  transaction_id: never,
  version: text,
});

const setup_attempt_schema = about(
  object({
    id: text,
    object: constant('setup_attempt'),
    application: never,
    created: about(time, created),
    customer: nullable(expandable('customer')),
    customer_account: never,
    flow_directions: never,
    livemode: about(flag, livemode),
    on_behalf_of: never,
    payment_method: expandable('payment_method'),
    payment_method_details: object({
      card: object({
        brand: text,
        checks: object({
          address_line1_check: nullable(text),
          address_postal_code_check: nullable(text),
          cvc_check: nullable(text),
        }),
        country: text,
        exp_month: integer,
        exp_year: integer,
        fingerprint: text,
        funding: oneOf(['credit', 'debit', 'prepaid']),
        last4: text,
        network: text,
        three_d_secure: nullable(three_d_secure),
        wallet: never,
      }),
      type: constant('card'),
    }),
    setup_error: nullable(payment_error),
    setup_intent: expandable('setup_intent'),
    status: oneOf(['abandoned', 'failed', 'requires_action', 'succeeded']),
    usage,
  }),
  'One confirmation of a setup intent, with the card as it was.',
);

export const setup_attempt = {
  schema: setup_attempt_schema,
  view: viewSetupAttempt,
  filled: {
    customer: 'customer',
    payment_method: 'payment_method',
    'setup_error.payment_method': { part_of: 'payment_method' },
    setup_intent: 'setup_intent',
  },
} as const satisfies ShownObject<'setup_attempt'>;

export const setup_intent = {
  schema: setup_intent_schema,
  view: viewSetupIntent,
  filled: {
    customer: 'customer',
    'last_setup_error.payment_method': { part_of: 'payment_method' },
    latest_attempt: 'setup_attempt',
    payment_method: 'payment_method',
  },
  is_in_events: true,
} as const satisfies ShownObject<'setup_intent'>;
