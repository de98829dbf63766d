/** The seven reports on payment records. */
import { isRefusal } from '../../../core/kernel/errors.js';
import type { ProcessorDetails } from '../../../core/payments/payment_record/types.js';
import { emailAddress } from '../../../wire/contact_parameters.js';
import {
  described,
  emptyable,
  enumeration,
  hash,
  metadata,
  type Parsed,
  required,
  singleLine,
  string,
  timestamp,
} from '../../../wire/parameters.js';
import { operation } from '../../kernel/operation.js';
import { money, shipping_details } from '../../kernel/parameters.js';
import { outcome_parameters, payment_method_details, paymentMethodInput, reportedOutcome } from './inputs.js';
import { processorDetails } from './processor_details.js';

const payment_details = processorDetails('payment_reference', 'What the processor calls the payment.');

function paymentDetails(given: Parsed<typeof payment_details> | undefined): ProcessorDetails | undefined {
  if (given === undefined) return undefined;
  const { type, reference } = given;
  return reference === undefined ? { type } : { type, payment_reference: reference };
}

const report = { method: 'POST', resource: 'payment_records', answers: 'payment_record' } as const;

export const reportPayment = operation({
  ...report,
  path: '/v1/payment_records/report_payment',
  summary: 'Report a payment made elsewhere: a new record with its first attempt.',
  parameters: {
    amount_requested: described(required(money), "What was asked for; `value` is in the currency's minor unit."),
    initiated_at: described(required(timestamp()), 'When the attempt began.'),
    payment_method_details: described(
      required(payment_method_details),
      'How it was paid: a `payment_method`, or `type=custom` with `custom`.',
    ),
    ...outcome_parameters,
    customer_details: hash({ customer: string(), email: emailAddress(), name: string(), phone: singleLine() }),
    customer_presence: described(
      enumeration(['off_session', 'on_session']),
      'Whether the customer was there when the payment was made.',
    ),
    description: string(),
    metadata: metadata(),
    processor_details: described(
      payment_details,
      'Who processed the payment, and what that processor calls it: one payment only, where the processor is named.',
    ),
    shipping_details,
  },
  async run(call, given) {
    const outcome = reportedOutcome(given);
    if (isRefusal(outcome)) return outcome;
    return call.commit('payment_record.report_payment', {
      amount_requested: given.amount_requested,
      initiated_at: given.initiated_at,
      outcome,
      payment_method_details: paymentMethodInput(call, given.payment_method_details),
      processor_details: paymentDetails(given.processor_details),
      customer_details: given.customer_details,
      customer_presence: given.customer_presence,
      description: given.description,
      metadata: given.metadata,
      shipping_details: given.shipping_details,
    });
  },
});

export const reportPaymentAttempt = operation({
  ...report,
  path: '/v1/payment_records/:id/report_payment_attempt',
  summary: 'Report another attempt at a payment whose attempts so far failed or were canceled.',
  parameters: {
    initiated_at: described(required(timestamp()), 'When the attempt began.'),
    ...outcome_parameters,
    payment_method_details: described(payment_method_details, 'The same as in the attempt before, if left out.'),
    processor_details: described(
      payment_details,
      'Extension: who processed this attempt, and what that processor calls it. The same as in the attempt before, if left out.',
    ),
    description: string(),
    metadata: metadata(),
    shipping_details,
  },
  async run(call, given) {
    const outcome = reportedOutcome(given);
    if (isRefusal(outcome)) return outcome;
    const { payment_method_details: method } = given;
    return call.commit('payment_record.report_payment_attempt', {
      id: call.id,
      initiated_at: given.initiated_at,
      outcome,
      payment_method_details: method && paymentMethodInput(call, method),
      processor_details: paymentDetails(given.processor_details),
      description: given.description,
      metadata: given.metadata,
      shipping_details: given.shipping_details,
    });
  },
});

export const reportPaymentAttemptGuaranteed = operation({
  ...report,
  path: '/v1/payment_records/:id/report_payment_attempt_guaranteed',
  summary: 'Report that the latest attempt has guaranteed the funds.',
  parameters: { guaranteed_at: required(timestamp()), metadata: metadata() },
  run: (call, given) =>
    call.commit('payment_record.report_outcome', {
      id: call.id,
      outcome: 'guaranteed',
      at: given.guaranteed_at,
      metadata: given.metadata,
    }),
});

export const reportPaymentAttemptFailed = operation({
  ...report,
  path: '/v1/payment_records/:id/report_payment_attempt_failed',
  summary: 'Report that the latest attempt has failed.',
  parameters: { failed_at: required(timestamp()), metadata: metadata() },
  run: (call, given) =>
    call.commit('payment_record.report_outcome', {
      id: call.id,
      outcome: 'failed',
      at: given.failed_at,
      metadata: given.metadata,
    }),
});

export const reportPaymentAttemptCanceled = operation({
  ...report,
  path: '/v1/payment_records/:id/report_payment_attempt_canceled',
  summary: 'Report that the latest attempt has been canceled.',
  parameters: { canceled_at: required(timestamp()), metadata: metadata() },
  run: (call, given) =>
    call.commit('payment_record.report_outcome', {
      id: call.id,
      outcome: 'canceled',
      at: given.canceled_at,
      metadata: given.metadata,
    }),
});

const clearable_string = emptyable(string());

export const reportPaymentAttemptInformational = operation({
  ...report,
  path: '/v1/payment_records/:id/report_payment_attempt_informational',
  summary: 'Report what else is known: customer, description, metadata, shipping.',
  parameters: {
    customer_details: hash({
      customer: clearable_string,
      email: emptyable(emailAddress()),
      name: clearable_string,
      phone: emptyable(singleLine()),
    }),
    description: clearable_string,
    metadata: metadata(),
    shipping_details: emptyable(shipping_details),
  },
  run: (call, given) =>
    call.commit('payment_record.report_informational', {
      id: call.id,
      customer_details: given.customer_details,
      description: given.description,
      metadata: given.metadata,
      shipping_details: given.shipping_details,
    }),
});

export const reportRefund = operation({
  ...report,
  path: '/v1/payment_records/:id/report_refund',
  summary: 'Report a refund of a guaranteed payment, whole or in part, as often as something is left.',
  parameters: {
    outcome: required(enumeration(['refunded'])),
    processor_details: required(
      processorDetails(
        'refund_reference',
        "The processor's name for the refund; each can be reported once in an account and mode.",
      ),
    ),
    amount: described(money, 'Everything that is guaranteed and not refunded yet, if it is left out.'),
    refunded: hash({
      refunded_at: described(required(timestamp()), '`initiated_at` or else now, if `refunded` is left out.'),
    }),
    initiated_at: timestamp(),
    metadata: described(metadata(), 'Kept with the refund, where the history shows it.'),
  },
  async run(call, given) {
    return call.commit('payment_record.report_refund', {
      id: call.id,
      processor: given.processor_details.type,
      refund_reference: given.processor_details.reference,
      amount: given.amount,
      initiated_at: given.initiated_at,
      refunded_at: given.refunded?.refunded_at,
      metadata: given.metadata,
    });
  },
});
