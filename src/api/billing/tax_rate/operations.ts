/** Tax rates: what can be done with them. They cannot be deleted, since invoices name them; they can be made inactive. */
import type { TaxRateMembers } from '../../../core/billing/tax_rate/commands.js';
import { TAX_TYPES } from '../../../core/billing/tax_rate/types.js';
import { country } from '../../../wire/contact_parameters.js';
import { paging } from '../../../wire/list.js';
import {
  boolean,
  decimal,
  described,
  enumeration,
  type hash,
  metadata,
  type Parsed,
  range,
  required,
  singleLine,
  string,
} from '../../../wire/parameters.js';
import { createdBetween, isSo } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';

const tax_rates = { resource: 'tax_rates', answers: 'tax_rate' } as const;

const MAXIMUM_NAME = 50;

const changeable = {
  active: described(boolean(), 'Whether it may be put on something new. Where it is already, it stays.'),
  country: country(),
  description: described(string(), 'For yourself: payers do not read it.'),
  display_name: described(singleLine({ maximum_length: MAXIMUM_NAME }), 'What the payer reads.'),
  jurisdiction: singleLine({ maximum_length: MAXIMUM_NAME }),
  metadata: metadata(),
  state: described(singleLine({ maximum_length: 3 }), 'The part of the country by ISO 3166-2, without the country.'),
  tax_type: enumeration(TAX_TYPES),
};

function membersOf(given: Parsed<ReturnType<typeof hash<typeof changeable>>>): TaxRateMembers {
  return {
    active: given.active,
    country: given.country,
    description: given.description,
    display_name: given.display_name,
    jurisdiction: given.jurisdiction,
    state: given.state,
    tax_type: given.tax_type,
  };
}

export const createTaxRate = operation({
  ...tax_rates,
  method: 'POST',
  path: '/v1/tax_rates',
  summary: 'Create a tax rate. Its percentage, and whether prices contain it, never change.',
  parameters: {
    ...changeable,
    display_name: required(changeable.display_name),
    inclusive: described(required(boolean()), 'Whether prices contain the tax already.'),
    percentage: described(
      required(decimal({ places: 4, maximum: 100 })),
      'Of a hundred, with at most four decimal places.',
    ),
  },
  run: (call, given) =>
    call.commit('tax_rate.create', {
      display_name: given.display_name,
      inclusive: given.inclusive,
      rate_ppm: given.percentage,
      members: membersOf(given),
      metadata: given.metadata,
    }),
});

export const updateTaxRate = operation({
  ...tax_rates,
  method: 'POST',
  path: '/v1/tax_rates/:id',
  summary: 'Update a tax rate.',
  parameters: changeable,
  run: (call, given) =>
    call.commit('tax_rate.update', { id: call.id, members: membersOf(given), metadata: given.metadata }),
});

export const retrieveTaxRate = operation({
  ...tax_rates,
  method: 'GET',
  path: '/v1/tax_rates/:id',
  summary: 'Retrieve a tax rate.',
  parameters: {},
  run: (call) => call.retrieve('tax_rate'),
});

export const listTaxRates = operation({
  ...tax_rates,
  method: 'GET',
  path: '/v1/tax_rates',
  summary: 'List tax rates, newest first.',
  page: true,
  parameters: { ...paging, active: boolean(), created: range(), inclusive: boolean() },
  run: (call, given) =>
    call.list('tax_rate', given, [
      ...createdBetween(given.created),
      ...isSo('active', given.active),
      ...isSo('inclusive', given.inclusive),
    ]),
});
