/** Making, changing, attaching and detaching payment methods. */
import { errors, isRefusal } from '../../../core/kernel/errors.js';
import { noCustomType, ofOtherType } from '../../../core/payments/payment_method/refusals.js';
import { PAYMENT_METHOD_TYPES, REDISPLAYS } from '../../../core/payments/payment_method/types.js';
import {
  described,
  emptyable,
  enumeration,
  hash,
  integer,
  metadata,
  required,
  string,
} from '../../../wire/parameters.js';
import { operation } from '../../kernel/operation.js';
import { billing_details, radar_options, withoutNulls } from '../../kernel/parameters.js';
import { card, namedPaymentMethod, preferred_network, reducedCard } from './inputs.js';

const write = { method: 'POST', resource: 'payment_methods', answers: 'payment_method' } as const;

export const createPaymentMethod = operation({
  ...write,
  path: '/v1/payment_methods',
  summary: 'Create a payment method: a test card, or a custom one.',
  publishable: 'freely',
  parameters: {
    type: required(enumeration(PAYMENT_METHOD_TYPES)),
    card,
    custom: hash({
      type: required(
        string({
          maximum_length: 255,
          pattern: /^cpmt_[0-9A-Za-z]+$/,
          pattern_refusal: noCustomType,
        }),
      ),
    }),
    allow_redisplay: enumeration(REDISPLAYS),
    billing_details,
    metadata: metadata(),
    radar_options,
  },
  async run(call, given) {
    const other = given.type === 'card' ? 'custom' : 'card';
    if (given[other] !== undefined) return ofOtherType(other);
    const details = {
      allow_redisplay: given.allow_redisplay,
      billing_details: given.billing_details && withoutNulls(given.billing_details),
      metadata: given.metadata,
      radar_session: given.radar_options?.session,
    };
    if (given.type === 'custom') {
      if (given.custom === undefined) return errors.missing('custom');
      return call.commit('payment_method.create', { method: { custom: given.custom }, ...details });
    }
    if (given.card === undefined) return errors.missing('card');
    const method = reducedCard(call, given.card);
    return isRefusal(method) ? method : call.commit('payment_method.create', { method, ...details });
  },
});

export const updatePaymentMethod = operation({
  ...write,
  path: '/v1/payment_methods/:id',
  summary: 'Update a payment method that is attached to a customer.',
  parameters: {
    allow_redisplay: enumeration(REDISPLAYS),
    billing_details: described(
      billing_details,
      'Members that are given replace what was there; an address as a whole.',
    ),
    card: hash({
      exp_month: integer(),
      exp_year: integer(),
      networks: hash({ preferred: emptyable(preferred_network) }),
    }),
    metadata: metadata(),
  },
  run: (call, given) =>
    call.commit('payment_method.update', {
      id: call.id,
      allow_redisplay: given.allow_redisplay,
      billing_details: given.billing_details,
      card: given.card && {
        exp_month: given.card.exp_month,
        exp_year: given.card.exp_year,
        preferred_network: given.card.networks?.preferred,
      },
      metadata: given.metadata,
    }),
});

export const attachPaymentMethod = operation({
  ...write,
  path: '/v1/payment_methods/:id/attach',
  summary: 'Attach a payment method to a customer. Of a template such as pm_card_visa a new one is made.',
  parameters: { customer: required(string()) },
  run: (call, given) =>
    call.commit('payment_method.attach', { method: namedPaymentMethod(call, call.id), customer: given.customer }),
});

export const detachPaymentMethod = operation({
  ...write,
  path: '/v1/payment_methods/:id/detach',
  summary: 'Detach a payment method from its customer, for good.',
  parameters: {},
  run: (call) => call.commit('payment_method.detach', { id: call.id }),
});
