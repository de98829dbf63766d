/** The payment method that a request brings for an intent: by id, by the name of a template, or as data. */
import { errors, isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import type { GivenPaymentMethod } from '../../../core/payments/payment_method/given.js';
import { typesNoLongerSupported } from '../../../core/payments/payment_method/refusals.js';
import { REDISPLAYS } from '../../../core/payments/payment_method/types.js';
import { described, enumeration, hash, metadata, type Parsed, required, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { billing_details, radar_options, withoutNulls } from '../../kernel/parameters.js';
import { card, reducedCard, templateCard } from './inputs.js';

export const payment_method = described(
  string(),
  'The id of a payment method; in test mode also a template such as pm_card_visa, of which a new one is made.',
);

export const payment_method_data = described(
  hash({
    type: required(enumeration(['card'])),
    allow_redisplay: enumeration(REDISPLAYS),
    billing_details,
    card,
    metadata: metadata(),
    radar_options,
  }),
  'A new payment method, instead of `payment_method`.',
);

interface Given {
  readonly payment_method?: string | undefined;
  readonly payment_method_data?: Parsed<typeof payment_method_data> | undefined;
}

/** What the request says to pay with; undefined where it does not say. */
export function paymentMethodOf(call: Call, given: Given): GivenPaymentMethod | undefined | Refusal {
  const { payment_method: name, payment_method_data: data } = given;
  if (data === undefined) return name === undefined ? undefined : named(call, name);
  if (name !== undefined) return errors.exclusive(['payment_method', 'payment_method_data'], 'payment_method_data');
  if (data.card === undefined) return errors.missing('payment_method_data[card]');
  const method = reducedCard(call, data.card, 'payment_method_data[card]');
  if (isRefusal(method)) return method;
  const details = data.billing_details && withoutNulls(data.billing_details);
  return {
    made: {
      method,
      allow_redisplay: data.allow_redisplay,
      billing_details: details,
      metadata: data.metadata,
      radar_session: data.radar_options?.session,
    },
  };
}

function named(call: Call, name: string): GivenPaymentMethod {
  const method = templateCard(call, name);
  if (method === undefined) return { id: name };
  return { made: { method, allow_redisplay: undefined, billing_details: undefined, metadata: undefined } };
}

/** The refusal of `payment_method_types` where intents find out by themselves which types they take. */
export function refusedTypes(
  call: Call,
  kind: 'payment_intent' | 'setup_intent',
  types: readonly string[] | undefined,
): Refusal | undefined {
  if (types === undefined || call.era.takes(kind, 'payment_method_types')) return undefined;
  return typesNoLongerSupported();
}
