/** Making and changing setup intents. */
import { errors, isRefusal } from '../../../core/kernel/errors.js';
import { FUTURE_USAGES } from '../../../core/payments/payment_intent/types.js';
import { automaticPaymentMethods } from '../../../core/payments/payment_method/redirects.js';
import { onlyWithConfirm } from '../../../core/payments/refusals.js';
import { SETUP_CANCELLATION_REASONS, type SetupIntent } from '../../../core/payments/setup_intent/types.js';
import {
  array,
  boolean,
  described,
  emptyable,
  enumeration,
  hash,
  metadata,
  required,
  string,
} from '../../../wire/parameters.js';
import { operation } from '../../kernel/operation.js';
import { refusedTypes } from '../payment_method/given.js';
import { confirmation_parameters, setup_parameters, setupConfirmation, setupMembers } from './inputs.js';

const write = { method: 'POST', resource: 'setup_intents', answers: 'setup_intent' } as const;

const customer = described(string(), 'Whom the payment method is attached to when it is set up.');

export const createSetupIntent = operation({
  ...write,
  path: '/v1/setup_intents',
  summary: 'Create a setup intent, and confirm it where that is asked for.',
  parameters: {
    automatic_payment_methods: described(
      hash({ enabled: required(boolean()), allow_redirects: enumeration(['always', 'never']) }),
      'Where they are asked for and redirects are not excluded, a confirmation needs a `return_url`.',
    ),
    confirm: boolean(),
    customer,
    description: string({ maximum_length: 1_000 }),
    metadata: metadata(),
    payment_method_types: described(
      array(enumeration(['card']), { maximum_items: 10 }),
      'Before 2026-09-30.endive only; from that version on it is refused.',
    ),
    ...setup_parameters,
    ...confirmation_parameters,
    usage: described(enumeration(FUTURE_USAGES), '`off_session` if left out.'),
  },
  async run(call, given) {
    const refused = refusedTypes(call, 'setup_intent', given.payment_method_types);
    if (refused !== undefined) return refused;
    const { automatic_payment_methods: automatic, payment_method_types: types, confirm = false } = given;
    if (automatic?.enabled === true && types !== undefined) {
      return errors.exclusive(['automatic_payment_methods', 'payment_method_types']);
    }
    for (const name of ['mandate_data', 'return_url', 'use_stripe_sdk'] as const) {
      if (given[name] !== undefined && !confirm) return onlyWithConfirm(name, 'SetupIntent');
    }
    const members = setupMembers(call, given);
    if (isRefusal(members)) return members;
    const unsaid = automatic === undefined ? call.era.defaultsOf('setup_intent').payment_method_types : undefined;
    return call.commit('setup_intent.create', {
      members,
      automatic_payment_methods: automaticMethods(automatic, types ?? unsaid),
      confirmation: confirm ? setupConfirmation(call, given) : undefined,
      description: given.description,
      metadata: given.metadata,
      usage: given.usage,
    });
  },
});

/** On, unless the caller chose the types or turned it off. */
function automaticMethods(
  given: SetupIntent['automatic_payment_methods'] | undefined,
  types: readonly string[] | undefined,
): SetupIntent['automatic_payment_methods'] | undefined {
  if (types !== undefined || given?.enabled === false) return undefined;
  return automaticPaymentMethods(given) ?? { enabled: true };
}

export const updateSetupIntent = operation({
  ...write,
  path: '/v1/setup_intents/:id',
  summary: 'Update a setup intent. Of one that is over, the description and metadata.',
  parameters: {
    customer,
    description: string({ maximum_length: 1_000 }),
    metadata: metadata(),
    ...setup_parameters,
    payment_method: emptyable(setup_parameters.payment_method),
  },
  async run(call, given) {
    const { payment_method: method, ...rest } = given;
    const named = method === null || method === undefined ? {} : { payment_method: method };
    const members = setupMembers(call, { ...rest, ...named });
    if (isRefusal(members)) return members;
    const is_unset = method === null && given.payment_method_data === undefined;
    return call.commit('setup_intent.update', {
      id: call.id,
      members: is_unset ? { ...members, payment_method: null } : members,
      description: given.description,
      metadata: given.metadata,
    });
  },
});

export const confirmSetupIntent = operation({
  ...write,
  path: '/v1/setup_intents/:id/confirm',
  summary: 'Confirm a setup intent: its payment method is verified, which can ask the payer to authenticate.',
  publishable: 'with_secret',
  parameters: { ...setup_parameters, ...confirmation_parameters },
  async run(call, given) {
    const members = setupMembers(call, given);
    if (isRefusal(members)) return members;
    return call.commit('setup_intent.confirm', { id: call.id, members, confirmation: setupConfirmation(call, given) });
  },
});

export const cancelSetupIntent = operation({
  ...write,
  path: '/v1/setup_intents/:id/cancel',
  summary: 'Cancel a setup intent that is not over.',
  parameters: { cancellation_reason: enumeration(SETUP_CANCELLATION_REASONS) },
  run: (call, given) =>
    call.commit('setup_intent.cancel', { id: call.id, cancellation_reason: given.cancellation_reason }),
});
