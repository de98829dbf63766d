/** Payment methods. */

import { CARD_FUNDINGS } from '../../../core/payments/cards.js';
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
  text,
  time,
} from '../../kernel/json_schema.js';
import { billing_details, created, livemode, metadata, radar_options } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewPaymentMethod } from './view.js';

const card = object({
  brand: text,
  checks: object({
    address_line1_check: nullable(text),
    address_postal_code_check: nullable(text),
    cvc_check: nullable(text),
  }),
  country: nullable(text),
  display_brand: text,
  exp_month: integer,
  exp_year: integer,
  fingerprint: about(nullable(text), 'The same for the same card; tells nothing about its number.'),
  funding: oneOf(CARD_FUNDINGS),
  generated_from: never,
  last4: text,
  networks: object({ available: listOf(text), preferred: nullable(text) }),
  regulated_status: never,
  three_d_secure_usage: nullable(object({ supported: flag })),
  wallet: never,
});

const payment_method_schema = about(
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
    {
      card,
      custom: object({ display_name: nullable(text), logo: never, type: text }),
      daybook: about(
        object({ card: object({ bin: nullable(text) }) }),
        'Extension: of a card that another processor keeps, and that was described: its first digits.',
      ),
      radar_options,
    },
  ),
  'A way to pay. Of a card only what cannot be used to pay is stored.',
);

export const payment_method = {
  schema: payment_method_schema,
  view: viewPaymentMethod,
  filled: { customer: 'customer' },
  is_in_events: true,
} as const satisfies ShownObject<'payment_method'>;
