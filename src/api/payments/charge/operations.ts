/** Charges. They are made by confirming payment intents. */

import { emailAddress, statementDescriptor } from '../../../wire/contact_parameters.js';
import { paging } from '../../../wire/list.js';
import {
  described,
  emptyable,
  enumeration,
  hash,
  integer,
  metadata,
  range,
  required,
  singleLine,
  string,
} from '../../../wire/parameters.js';
import { as_of, retrieveAsOf } from '../../kernel/as_of.js';
import { createdBetween, equals, NEVER, nothingWith } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';
import { address } from '../../kernel/parameters.js';
import { search, searchParameters } from '../../kernel/search.js';

const read = { method: 'GET', resource: 'charges', answers: 'charge' } as const;
const write = { method: 'POST', resource: 'charges', answers: 'charge' } as const;

export const retrieveCharge = operation({
  ...read,
  path: '/v1/charges/:id',
  summary: 'Retrieve a charge.',
  parameters: { as_of },
  run: (call, given) => retrieveAsOf(call, 'charge', given.as_of),
});

export const listCharges = operation({
  ...read,
  path: '/v1/charges',
  summary: 'List charges, newest first.',
  page: true,
  parameters: {
    ...paging,
    created: range(),
    customer: string(),
    payment_intent: string(),
    transfer_group: described(string(), NEVER),
  },
  run: (call, given) =>
    call.list('charge', given, [
      ...createdBetween(given.created),
      ...equals('customer', given.customer),
      ...equals('payment_intent', given.payment_intent),
      ...nothingWith(given.transfer_group),
    ]),
});

const token = (column: string) => ({ type: 'token', column }) as const;
const numeric = (column: string) => ({ type: 'numeric', column }) as const;

export const searchCharges = operation({
  ...read,
  path: '/v1/charges/search',
  summary: "Search charges in Stripe's query language, newest first.",
  page: true,
  parameters: searchParameters('/v1/charges/search'),
  run: (call, given) =>
    search(call, 'charge', given, {
      fields: {
        amount: numeric('amount'),
        'billing_details.address.postal_code': { type: 'string', column: 'postal_code' },
        currency: { ...token('currency'), lower_case: true },
        customer: token('customer'),
        disputed: { ...token('disputed'), flag: true },
        'payment_method_details.card.brand': { ...token('card_brand'), lower_case: true },
        'payment_method_details.card.exp_month': numeric('card_exp_month'),
        'payment_method_details.card.exp_year': numeric('card_exp_year'),
        'payment_method_details.card.fingerprint': token('card_fingerprint'),
        'payment_method_details.card.last4': token('card_last4'),
        refunded: { ...token('refunded'), flag: true },
        status: { ...token('status'), lower_case: true, values: ['failed', 'pending', 'succeeded'] },
      },
    }),
});

export const updateCharge = operation({
  ...write,
  path: '/v1/charges/:id',
  summary: 'Update what a charge says of itself.',
  parameters: {
    customer: described(string(), 'Only of a charge that has none.'),
    description: emptyable(string({ maximum_length: 1_000 })),
    fraud_details: hash({ user_report: required(emptyable(enumeration(['fraudulent', 'safe']))) }),
    metadata: metadata(),
    receipt_email: described(emailAddress(512), 'Kept and shown; Daybook sends no receipts.'),
    shipping: hash({
      address: required(address),
      carrier: singleLine(),
      name: required(string()),
      phone: singleLine(),
      tracking_number: singleLine(),
    }),
  },
  run: (call, given) =>
    call.commit('charge.update', {
      id: call.id,
      customer: given.customer,
      description: given.description,
      metadata: given.metadata,
      receipt_email: given.receipt_email,
      shipping: given.shipping,
      user_report: given.fraud_details?.user_report,
    }),
});

export const captureCharge = operation({
  ...write,
  path: '/v1/charges/:id/capture',
  summary: 'Capture a charge: the last capture of its payment intent.',
  parameters: {
    amount: described(integer({ minimum: 0 }), 'Everything that can be captured, if left out.'),
    statement_descriptor_suffix: statementDescriptor(),
  },
  run: (call, given) =>
    call.commit('charge.capture', {
      id: call.id,
      amount: given.amount,
      statement_descriptor_suffix: given.statement_descriptor_suffix,
    }),
});
