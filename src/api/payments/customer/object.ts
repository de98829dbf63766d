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
} from '../../kernel/json_schema.js';
import { address, created, livemode, metadata } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewCustomer } from './view.js';

const customer_schema = about(
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

export const customer = {
  schema: customer_schema,
  view: viewCustomer,
  filled: {
    cash_balance: { list_of: null },
    'invoice_settings.default_payment_method': 'payment_method',
    sources: { list_of: null },
    subscriptions: { list_of: null },
    tax_ids: { list_of: null },
    test_clock: 'test_clock',
  },
  is_in_events: true,
} as const satisfies ShownObject<'customer'>;
