/** Tax rates on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import { PARTS_OF_PERCENT, TAX_TYPES, type TaxRate } from '../../../core/billing/tax_rate/types.js';
import {
  about,
  constant,
  decimal,
  flag,
  never,
  nullable,
  object,
  oneOf,
  text,
  time,
} from '../../kernel/json_schema.js';
import { created, livemode, metadata } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import type { ViewContext } from '../../kernel/view_context.js';

function viewTaxRate(rate: TaxRate, { livemode }: ViewContext): Stripe.TaxRate {
  return {
    id: rate.id,
    object: 'tax_rate',
    active: rate.active,
    country: rate.country ?? null,
    created: rate.created,
    description: rate.description ?? null,
    display_name: rate.display_name,
    effective_percentage: null,
    flat_amount: null,
    inclusive: rate.inclusive,
    jurisdiction: rate.jurisdiction ?? null,
    jurisdiction_level: null,
    livemode,
    metadata: rate.metadata ?? {},
    percentage: rate.rate_ppm / PARTS_OF_PERCENT,
    rate_type: null,
    state: rate.state ?? null,
    tax_type: rate.tax_type ?? null,
  };
}

export const tax_rate = {
  schema: about(
    object({
      id: text,
      object: constant('tax_rate'),
      active: about(flag, 'Whether it may be put on something new.'),
      country: nullable(text),
      created: about(time, created),
      description: nullable(text),
      display_name: about(text, 'What the payer reads.'),
      effective_percentage: never,
      flat_amount: never,
      inclusive: about(flag, 'Whether prices contain the tax already.'),
      jurisdiction: nullable(text),
      jurisdiction_level: never,
      livemode: about(flag, livemode),
      metadata,
      percentage: about(decimal, 'Of a hundred, with at most four decimal places.'),
      rate_type: never,
      state: nullable(text),
      tax_type: nullable(oneOf(TAX_TYPES)),
    }),
    'A rate of tax that is put on invoices and subscriptions by hand.',
  ),
  view: viewTaxRate,
  is_in_events: true,
} as const satisfies ShownObject<'tax_rate'>;
