/** Customers and payment methods. */
import {
  about,
  constant,
  emptyList,
  expandable,
  flag,
  integer,
  listOf,
  never,
  nullable,
  object,
  oneOf,
  text,
  time,
} from '../json_schema.js';
import { address, billing_details, created, livemode, metadata, radar_options } from './shared.js';

export const customer = about(
  object(
    {
      id: text,
      object: constant('customer'),
      address: nullable(address),
      balance: integer,
      created: about(time, created),
      currency: never,
      customer_account: never,
      default_source: never,
      delinquent: flag,
      description: nullable(text),
      discount: never,
      email: nullable(text),
      invoice_prefix: text,
      invoice_settings: object({
        custom_fields: nullable(listOf(object({ name: text, value: text }))),
        default_payment_method: nullable(expandable('payment_method')),
        footer: nullable(text),
        rendering_options: never,
      }),
      livemode: about(flag, livemode),
      metadata,
      name: nullable(text),
      next_invoice_sequence: integer,
      phone: nullable(text),
      preferred_locales: listOf(text),
      shipping: nullable(object({ address, name: text, phone: nullable(text) })),
      tax_exempt: oneOf(['exempt', 'none', 'reverse']),
      test_clock: nullable(expandable('test_clock')),
    },
    {
      business_name: text,
      cash_balance: never,
      individual_name: text,
      sources: emptyList,
      subscriptions: emptyList,
      tax_ids: emptyList,
    },
  ),
  'Somebody who pays.',
);

export const deleted_customer = about(
  object({ id: text, object: constant('customer'), deleted: constant(true) }),
  'What is left of a customer after its deletion.',
);

const card = object({
  brand: text,
  checks: object({
    address_line1_check: nullable(text),
    address_postal_code_check: nullable(text),
    cvc_check: nullable(text),
  }),
  country: text,
  display_brand: text,
  exp_month: integer,
  exp_year: integer,
  fingerprint: about(text, 'The same for the same card; tells nothing about its number.'),
  funding: oneOf(['credit', 'debit', 'prepaid']),
  generated_from: never,
  last4: text,
  networks: object({ available: listOf(text), preferred: nullable(text) }),
  regulated_status: never,
  three_d_secure_usage: object({ supported: flag }),
  wallet: never,
});

export const payment_method = about(
  object(
    {
      id: text,
      object: constant('payment_method'),
      allow_redisplay: oneOf(['always', 'limited', 'unspecified']),
      billing_details,
      created: about(time, created),
      customer: nullable(expandable('customer')),
      customer_account: never,
      livemode: about(flag, livemode),
      metadata,
      type: oneOf(['card', 'custom']),
    },
    { card, custom: object({ display_name: nullable(text), logo: never, type: text }), radar_options },
  ),
  'A way to pay. Of a card only what cannot be used to pay is stored.',
);
