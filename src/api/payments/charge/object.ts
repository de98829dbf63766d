/** Charges and refunds. */

import {
  about,
  constant,
  expandable,
  flag,
  integer,
  listSchema,
  never,
  nullable,
  object,
  oneOf,
  text,
  time,
} from '../../kernel/json_schema.js';
import { billing_details, created, livemode, metadata, radar_options, shipping } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewCharge } from './view.js';

const availability = object({ status: oneOf(['available', 'unavailable']) });

const three_d_secure = object({
  authentication_flow: nullable(text),
  electronic_commerce_indicator: nullable(text),
  exemption_indicator: never,
  result: text,
  result_reason: never,
  transaction_id: never,
  version: text,
});

const card = object(
  {
    amount_authorized: nullable(integer),
    authorization_code: nullable(text),
    brand: text,
    checks: object({
      address_line1_check: nullable(text),
      address_postal_code_check: nullable(text),
      cvc_check: nullable(text),
    }),
    country: text,
    electronic_commerce_indicator: never,
    exp_month: integer,
    exp_year: integer,
    extended_authorization: object({ status: oneOf(['disabled', 'enabled']) }),
    fingerprint: about(text, 'The same for the same card; tells nothing about its number.'),
    funding: oneOf(['credit', 'debit', 'prepaid']),
    incremental_authorization: availability,
    installments: never,
    last4: text,
    mandate: never,
    multicapture: availability,
    network: text,
    network_token: object({ used: flag }),
    network_transaction_id: nullable(text),
    overcapture: object({ maximum_amount_capturable: integer, status: oneOf(['available', 'unavailable']) }),
    regulated_status: text,
    three_d_secure: nullable(three_d_secure),
    transaction_link_id: never,
    wallet: never,
  },
  { capture_before: about(time, 'When the issuer lets go of the money.') },
);

const outcome = object(
  {
    advice_code: nullable(text),
    network_advice_code: never,
    network_decline_code: nullable(text),
    network_status: text,
    reason: nullable(text),
    risk_level: text,
    seller_message: text,
    type: text,
  },
  { risk_score: integer },
);

const charge_schema = about(
  object(
    {
      id: text,
      object: constant('charge'),
      amount: integer,
      amount_captured: integer,
      amount_refunded: integer,
      application: never,
      application_fee: never,
      application_fee_amount: never,
      balance_transaction: nullable(expandable('balance_transaction')),
      billing_details,
      calculated_statement_descriptor: text,
      captured: about(flag, 'Whether nothing more will be captured.'),
      created: about(time, created),
      currency: text,
      customer: nullable(expandable('customer')),
      description: nullable(text),
      disputed: flag,
      failure_balance_transaction: never,
      failure_code: nullable(text),
      failure_message: nullable(text),
      fraud_details: object({}, { stripe_report: text, user_report: text }),
      livemode: about(flag, livemode),
      metadata,
      on_behalf_of: never,
      outcome: nullable(outcome),
      paid: flag,
      payment_intent: expandable('payment_intent'),
      payment_method: nullable(text),
      payment_method_details: object({ type: text }, { card }),
      receipt_email: nullable(text),
      receipt_number: never,
      receipt_url: never,
      refunded: about(flag, 'Whether everything that was captured went back.'),
      review: never,
      shipping: nullable(shipping),
      source: never,
      source_transfer: never,
      statement_descriptor: never,
      statement_descriptor_suffix: nullable(text),
      status: oneOf(['failed', 'pending', 'succeeded']),
      transfer_data: never,
      transfer_group: never,
    },
    {
      radar_options,
      refunds: about(listSchema('refund'), 'Only where it is expanded: the newest ten.'),
    },
  ),
  'One try to move money with a payment method.',
);

export const charge = {
  schema: charge_schema,
  view: viewCharge,
  filled: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
    refunds: { list_of: 'refund' },
  },
  is_in_events: true,
} as const satisfies ShownObject<'charge'>;
