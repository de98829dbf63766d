/** Making, changing, confirming, capturing and canceling payment intents. */
import { isRefusal } from '../../../core/kernel/errors.js';
import { CANCELLATION_REASONS } from '../../../core/payments/payment_intent/types.js';
import { statementDescriptor } from '../../../wire/contact_parameters.js';
import {
  boolean,
  currency,
  described,
  emptyable,
  enumeration,
  integer,
  metadata,
  required,
  string,
} from '../../../wire/parameters.js';
import { operation } from '../../kernel/operation.js';
import { paymentMethodOf, refusedTypes } from '../payment_method/given.js';
import { amount_details, payment_details } from './amount_details.js';
import {
  checkConfirmation,
  checkPayersParameters,
  checkTypeLists,
  confirmation_parameters,
  confirmationOf,
  kept_parameters,
  membersOf,
  shared_parameters,
  type_parameters,
} from './inputs.js';

const write = { method: 'POST', resource: 'payment_intents', answers: 'payment_intent' } as const;

const amount = described(integer({ minimum: 0 }), 'In minor units; at least what the currency requires.');

export const createPaymentIntent = operation({
  ...write,
  path: '/v1/payment_intents',
  summary: 'Create a payment intent, and confirm it at once with confirm=true.',
  parameters: {
    amount: required(amount),
    currency: required(currency()),
    ...kept_parameters,
    ...type_parameters,
    ...confirmation_parameters,
    confirm: boolean(),
    confirmation_method: described(
      enumeration(['automatic', 'manual']),
      'With manual, an intent that the payer has authenticated waits for another confirmation.',
    ),
    metadata: metadata(),
  },
  async run(call, given) {
    const refused =
      refusedTypes(call, 'payment_intent', given.payment_method_types) ??
      checkTypeLists(given) ??
      checkConfirmation(given);
    if (refused !== undefined) return refused;
    const payment_method = paymentMethodOf(call, given);
    if (isRefusal(payment_method)) return payment_method;
    const { capture_method = call.era.defaultsOf('payment_intent').capture_method } = given;
    return call.commit('payment_intent.create', {
      amount: given.amount,
      currency: given.currency,
      confirmation: given.confirm === true ? confirmationOf(call, given) : undefined,
      confirmation_method: given.confirmation_method === 'manual' ? 'manual' : undefined,
      members: { ...membersOf(given), capture_method, metadata: given.metadata },
      payment_method,
    });
  },
});

export const updatePaymentIntent = operation({
  ...write,
  path: '/v1/payment_intents/:id',
  summary: 'Update a payment intent. Another amount or payment method needs another confirmation.',
  parameters: {
    amount,
    currency: currency(),
    ...kept_parameters,
    allowed_payment_method_types: type_parameters.allowed_payment_method_types,
    excluded_payment_method_types: emptyable(type_parameters.excluded_payment_method_types),
    metadata: metadata(),
    payment_method: emptyable(kept_parameters.payment_method),
  },
  async run(call, given) {
    const refused = refusedTypes(call, 'payment_intent', given.payment_method_types) ?? checkTypeLists(given);
    if (refused !== undefined) return refused;
    const { payment_method: name, excluded_payment_method_types, ...rest } = given;
    const names_types = given.payment_method_types ?? given.allowed_payment_method_types;
    const payment_method = name === null ? null : paymentMethodOf(call, { ...rest, payment_method: name });
    if (isRefusal(payment_method)) return payment_method;
    return call.commit('payment_intent.update', {
      id: call.id,
      amount: given.amount,
      currency: given.currency,
      members: {
        ...membersOf(rest),
        ...(names_types === undefined ? {} : { automatic_payment_methods: null }),
        excluded_payment_method_types,
        metadata: given.metadata,
      },
      payment_method,
    });
  },
});

export const confirmPaymentIntent = operation({
  ...write,
  path: '/v1/payment_intents/:id/confirm',
  summary: 'Confirm a payment intent: try to collect the payment.',
  publishable: 'with_secret',
  parameters: {
    ...shared_parameters,
    ...confirmation_parameters,
    amount_to_confirm: described(integer({ minimum: 0 }), 'Checked: it must be the amount of the intent.'),
  },
  async run(call, given) {
    const refused =
      refusedTypes(call, 'payment_intent', given.payment_method_types) ?? checkPayersParameters(call, given);
    if (refused !== undefined) return refused;
    const payment_method = paymentMethodOf(call, given);
    if (isRefusal(payment_method)) return payment_method;
    return call.commit('payment_intent.confirm', {
      id: call.id,
      amount_to_confirm: given.amount_to_confirm,
      confirmation: confirmationOf(call, given),
      members: membersOf(given),
      payment_method,
    });
  },
});

export const capturePaymentIntent = operation({
  ...write,
  path: '/v1/payment_intents/:id/capture',
  summary: 'Capture a payment that is on hold, in whole or in part.',
  parameters: {
    amount_details,
    amount_to_capture: described(
      integer({ minimum: 0 }),
      'Everything that can be captured, if left out; with overcapture also more.',
    ),
    final_capture: described(boolean(), 'With false, the rest stays on hold; needs multicapture.'),
    metadata: metadata(),
    payment_details,
    statement_descriptor_suffix: statementDescriptor(),
  },
  run: (call, given) =>
    call.commit('payment_intent.capture', {
      id: call.id,
      amount_details: given.amount_details,
      amount_to_capture: given.amount_to_capture,
      final_capture: given.final_capture,
      metadata: given.metadata,
      payment_details: given.payment_details,
      statement_descriptor_suffix: given.statement_descriptor_suffix,
    }),
});

export const incrementAuthorization = operation({
  ...write,
  path: '/v1/payment_intents/:id/increment_authorization',
  summary: 'Raise the amount of a payment that is on hold.',
  parameters: {
    amount: required(described(integer({ minimum: 0 }), 'The new total.')),
    amount_details,
    description: string({ maximum_length: 1_000 }),
    metadata: metadata(),
    payment_details,
  },
  run: (call, given) =>
    call.commit('payment_intent.increment_authorization', {
      id: call.id,
      amount: given.amount,
      amount_details: given.amount_details,
      description: given.description,
      metadata: given.metadata,
      payment_details: given.payment_details,
    }),
});

export const cancelPaymentIntent = operation({
  ...write,
  path: '/v1/payment_intents/:id/cancel',
  summary: 'Cancel a payment intent of which nothing has been captured.',
  parameters: { cancellation_reason: enumeration(CANCELLATION_REASONS) },
  run: (call, given) =>
    call.commit('payment_intent.cancel', { id: call.id, cancellation_reason: given.cancellation_reason }),
});
