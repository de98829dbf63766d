/** Making, changing, attaching and detaching payment methods. */
import { errors, isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import type { CreatePaymentMethod } from '../../../core/payments/payment_method/create.js';
import { noCustomType, ofOtherType } from '../../../core/payments/payment_method/refusals.js';
import { PAYMENT_METHOD_TYPES, type PaymentMethod, REDISPLAYS } from '../../../core/payments/payment_method/types.js';
import {
  described,
  emptyable,
  enumeration,
  hash,
  integer,
  metadata,
  type Parsed,
  required,
  string,
} from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { operation } from '../../kernel/operation.js';
import { billing_details, radar_options, withoutNulls } from '../../kernel/parameters.js';
import { described_card, describedCard } from './described_card.js';
import { card, namedPaymentMethod, preferred_network, reducedCard } from './inputs.js';

const write = { method: 'POST', resource: 'payment_methods', answers: 'payment_method' } as const;

export const createPaymentMethod = operation({
  ...write,
  path: '/v1/payment_methods',
  summary: 'Create a payment method: a test card, a custom one, or a card that another processor keeps.',
  publishable: 'freely',
  parameters: {
    type: required(enumeration(PAYMENT_METHOD_TYPES)),
    card,
    daybook: described(hash({ card: described_card }), 'Extension: instead of `card`.'),
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
    const method = givenMethod(call, given);
    if (isRefusal(method)) return method;
    const details = {
      allow_redisplay: given.allow_redisplay,
      billing_details: given.billing_details && withoutNulls(given.billing_details),
      metadata: given.metadata,
      radar_session: given.radar_options?.session,
    };
    return call.commit('payment_method.create', { method, ...details });
  },
});

interface GivenMethod {
  readonly type: PaymentMethod['type'];
  readonly card?: Parsed<typeof card>;
  readonly custom?: { readonly type: string };
  readonly daybook?: { readonly card?: Parsed<typeof described_card> };
}

function givenMethod(
  call: Call,
  { type, card: entered, custom, daybook }: GivenMethod,
): CreatePaymentMethod['method'] | Refusal {
  if (type === 'custom') {
    if (entered !== undefined) return ofOtherType('card', 'card');
    if (daybook?.card !== undefined) return ofOtherType('daybook[card]', 'card');
    return custom === undefined ? errors.missing('custom') : { custom };
  }
  if (custom !== undefined) return ofOtherType('custom', 'custom');
  if (daybook?.card === undefined) return entered === undefined ? errors.missing('card') : reducedCard(call, entered);
  if (entered === undefined) return describedCard(daybook.card);
  return errors.exclusive(['card', 'daybook[card]'], 'daybook[card]');
}

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
