/** Payment intents and what they are made of. */
import { INTENT_STATUSES } from '../../../core/payments/payment_intent/states.js';
import {
  CANCELLATION_REASONS,
  CAPTURE_METHODS,
  FUTURE_USAGES,
  IF_AVAILABLE,
} from '../../../core/payments/payment_intent/types.js';
import {
  about,
  constant,
  expandable,
  flag,
  integer,
  listOf,
  listSchema,
  never,
  nullable,
  object,
  oneOf,
  reference,
  text,
  time,
} from '../../kernel/json_schema.js';
import { created, livemode, metadata, shipping } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewPaymentIntent } from './view.js';

const tax = object({ total_tax_amount: integer });

const commodity = object({ commodity_code: nullable(text) });

export const payment_intent_amount_details_line_item = about(
  object({
    id: text,
    object: constant('payment_intent_amount_details_line_item'),
    discount_amount: nullable(integer),
    payment_method_options: nullable(
      object(
        {},
        {
          card: commodity,
          card_present: commodity,
          klarna: object({
            image_url: nullable(text),
            product_url: nullable(text),
            reference: nullable(text),
            subscription_reference: nullable(text),
          }),
          paypal: object({}, { category: text, description: text, sold_by: text }),
        },
      ),
    ),
    product_code: nullable(text),
    product_name: text,
    quantity: integer,
    tax: nullable(tax),
    unit_cost: integer,
    unit_of_measure: nullable(text),
  }),
  'One product in a payment.',
);

const amount_details = object(
  { tip: object({}) },
  {
    discount_amount: integer,
    error: about(object({ code: text, message: text }), 'Why the details do not add up to the amount.'),
    line_items: about(
      listSchema('payment_intent_amount_details_line_item'),
      'Only where it is expanded: the first ten.',
    ),
    shipping: object({
      amount: nullable(integer),
      from_postal_code: nullable(text),
      to_postal_code: nullable(text),
    }),
    tax,
  },
);

/** Why the last try of an intent failed. */
const last_error = object(
  { code: text, doc_url: text, message: text, type: text },
  { advice_code: text, charge: text, decline_code: text, payment_method: reference('payment_method') },
);

/** What the payer has to do. */
const next_action = object(
  { type: oneOf(['redirect_to_url', 'use_stripe_sdk']) },
  {
    redirect_to_url: object({ return_url: nullable(text), url: nullable(text) }),
    use_stripe_sdk: object({ stripe_js: nullable(text), type: text }),
  },
);

const card_options = object(
  { installments: never, mandate_options: never, network: never, request_three_d_secure: text },
  {
    capture_method: constant('manual'),
    request_extended_authorization: oneOf(IF_AVAILABLE),
    request_incremental_authorization: oneOf(IF_AVAILABLE),
    request_multicapture: oneOf(IF_AVAILABLE),
    request_overcapture: oneOf(IF_AVAILABLE),
    setup_future_usage: oneOf(['none', ...FUTURE_USAGES]),
  },
);

const payment_intent_schema = about(
  object(
    {
      id: text,
      object: constant('payment_intent'),
      allowed_payment_method_types: nullable(listOf(text)),
      amount: about(integer, 'What is to be collected, in minor units.'),
      amount_capturable: about(integer, 'What is on hold and can be captured.'),
      amount_details,
      amount_received: about(integer, 'What has been captured.'),
      application: never,
      application_fee_amount: never,
      automatic_payment_methods: nullable(object({ enabled: flag }, { allow_redirects: oneOf(['always', 'never']) })),
      canceled_at: nullable(time),
      cancellation_reason: nullable(oneOf([...CANCELLATION_REASONS, 'automatic', 'expired'])),
      capture_method: oneOf(CAPTURE_METHODS),
      client_secret: about(
        nullable(text),
        'Lets a client with a publishable key see and confirm the intent. `null` for a key that may not write it, as are the addresses of `next_action`.',
      ),
      confirmation_method: oneOf(['automatic', 'manual']),
      created: about(time, created),
      currency: text,
      customer: nullable(expandable('customer')),
      customer_account: never,
      description: nullable(text),
      excluded_payment_method_types: nullable(listOf(text)),
      last_payment_error: nullable(last_error),
      latest_charge: nullable(expandable('charge')),
      livemode: about(flag, livemode),
      managed_payments: never,
      metadata,
      next_action: nullable(next_action),
      on_behalf_of: never,
      payment_method: nullable(expandable('payment_method')),
      payment_method_configuration_details: never,
      payment_method_options: object({ card: card_options }),
      payment_method_types: listOf(text),
      processing: never,
      receipt_email: nullable(text),
      review: never,
      setup_future_usage: nullable(oneOf(FUTURE_USAGES)),
      shipping: nullable(shipping),
      source: never,
      statement_descriptor: nullable(text),
      statement_descriptor_suffix: nullable(text),
      status: oneOf(INTENT_STATUSES),
      transfer_data: never,
      transfer_group: never,
    },
    {
      payment_details: object({ customer_reference: nullable(text), order_reference: nullable(text) }),
      payment_record: about(
        expandable('payment_record'),
        'The record that is kept for the intent; from version 2026-09-30.endive on.',
      ),
    },
  ),
  'A payment that Daybook drives.',
);

export const payment_intent = {
  schema: payment_intent_schema,
  view: viewPaymentIntent,
  filled: {
    'amount_details.line_items': { list_of: null },
    customer: 'customer',
    'last_payment_error.payment_method': { part_of: 'payment_method' },
    latest_charge: 'charge',
    payment_method: 'payment_method',
    payment_record: 'payment_record',
  },
  is_in_events: true,
} as const satisfies ShownObject<'payment_intent'>;
