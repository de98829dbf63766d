/** Payment records and their attempts, and what is reported about them. */

import { CARD_FUNDINGS } from '../../../core/payments/cards.js';
import {
  about,
  constant,
  flag,
  integer,
  type JsonSchema,
  listSchema,
  never,
  nullable,
  object,
  oneOf,
  reference,
  text,
  time,
} from '../../kernel/json_schema.js';
import { address, created, livemode, metadata, record_billing_details } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewPaymentRecordRefund } from './refund_view.js';
import { viewPaymentAttemptRecord, viewPaymentRecord } from './view.js';

const money = (description: string): JsonSchema => about(reference('money'), description);

const three_d_secure = object({
  authentication_flow: nullable(text),
  electronic_commerce_indicator: nullable(text),
  exemption_indicator: never,
  exemption_indicator_applied: never,
  result: text,
  result_reason: never,
  version: text,
});

const card = object(
  {
    authorization_code: about(nullable(text), "The issuer's, of a payment that Daybook processed."),
    brand: text,
    checks: object({
      address_line1_check: nullable(text),
      address_postal_code_check: nullable(text),
      cvc_check: nullable(text),
    }),
    country: nullable(text),
    exp_month: integer,
    exp_year: integer,
    fingerprint: about(nullable(text), 'The same for the same card; tells nothing about its number.'),
    funding: oneOf(CARD_FUNDINGS),
    installments: never,
    last4: text,
    network: text,
    network_advice_code: never,
    network_decline_code: never,
    network_token: never,
    network_transaction_id: nullable(text),
    three_d_secure: nullable(three_d_secure),
    wallet: never,
  },
  { capture_before: about(time, 'When the issuer lets go of the money.') },
);

const payment_method_details = object(
  {
    billing_details: record_billing_details,
    payment_method: about(nullable(text), 'The payment method whose details these were at the time of the attempt.'),
    type: oneOf(['card', 'custom']),
  },
  { card, custom: object({ display_name: text, type: nullable(text) }) },
);

const amounts = {
  amount: money('What is to be collected.'),
  amount_authorized: money('The part that was authorized. A guarantee implies it.'),
  amount_canceled: money('The part that was canceled.'),
  amount_failed: money('The part that failed.'),
  amount_guaranteed: money('The part that was guaranteed. A refund does not lower it.'),
  amount_refunded: money('The sum of the refunds.'),
  amount_requested: money('What was asked for at first.'),
};

const outcome_happened = about(
  nullable(time),
  'Extension: when the attempt was guaranteed, failed or canceled; null while that is open.',
);

const details = {
  customer_details: nullable(
    object({
      customer: nullable(text),
      email: nullable(text),
      name: nullable(text),
      phone: nullable(text),
    }),
  ),
  customer_presence: nullable(oneOf(['off_session', 'on_session'])),
  description: nullable(text),
  livemode: about(flag, livemode),
  metadata,
  payment_method_details,
  processor_details: {
    ...object({ type: text }, { custom: object({ payment_reference: text }) }),
    additionalProperties: about(object({ payment_reference: text }), 'Extension: of a processor that `type` names.'),
  },
  reported_by: about(oneOf(['self', 'stripe']), '`self`: the payment was reported, not processed here.'),
  shipping_details: nullable(object({ address, name: nullable(text), phone: nullable(text) })),
};

const payment_record_schema = about(
  object(
    {
      id: text,
      object: constant('payment_record'),
      ...amounts,
      application: never,
      created: about(time, created),
      happened: about(
        nullable(time),
        'Extension: when its earliest attempt was initiated. Null in versions from before Daybook kept it.',
      ),
      latest_payment_attempt_record: about(nullable(text), 'The attempt that the amounts are those of.'),
      ...details,
      outcome_happened,
      payment_method_details: about(
        nullable(payment_method_details),
        'Null while the payment intent that the record is kept for has not been confirmed.',
      ),
    },
    {
      attempts: about(integer, 'Extension, only where it is included: how many attempts it has.'),
      decline_reason: about(
        nullable(text),
        'Extension, only where it is included: why the processor or the issuer declined the latest attempt. Reports do not say.',
      ),
      fee: about(
        nullable(integer),
        'Extension, only where it is included: what receiving the money has cost, in minor units of its currency; null where nothing was received, of what was reported, and for a key that may not read the balance.',
      ),
      same_reference: about(
        listSchema('payment_record'),
        'Extension, only where it is expanded: the newest ten other payments with the same reference of the processor.',
      ),
    },
  ),
  'One payment, whoever processed it. It has no status: its state follows from its amounts, which are those of its latest attempt.',
);

const payment_attempt_record_schema = about(
  object({
    id: text,
    object: constant('payment_attempt_record'),
    ...amounts,
    application: never,
    created: about(time, created),
    happened: about(time, 'Extension: when it was initiated.'),
    outcome_happened,
    payment_record: about(text, 'The payment that this is an attempt at.'),
    ...details,
  }),
  'One try to collect a payment.',
);

const payment_record_refund_schema = {
  ...about(
    object({
      id: text,
      object: constant('payment_record_refund'),
      amount: reference('money'),
      created: about(time, created),
      initiated_at: nullable(time),
      metadata,
      payment_attempt_record: text,
      payment_record: text,
      processor: about(text, 'Who gave the money back: a name that was reported, or `custom`.'),
      refund_reference: about(nullable(text), "The processor's name for the refund, unique in an account and mode."),
      refunded_at: about(time, 'When it happened.'),
    }),
    'One reported refund. The payment record itself shows only the sum.',
  ),
  'x-daybook-extension': true as const,
};

export const payment_attempt_record = {
  schema: payment_attempt_record_schema,
  view: viewPaymentAttemptRecord,
  is_in_events: true,
} as const satisfies ShownObject<'payment_attempt_record'>;

export const payment_record = {
  schema: payment_record_schema,
  view: viewPaymentRecord,
  filled: { same_reference: { list_of: 'payment_record' } },
  is_in_events: true,
} as const satisfies ShownObject<'payment_record'>;

export const payment_record_refund = {
  schema: payment_record_refund_schema,
  view: viewPaymentRecordRefund,
} as const satisfies ShownObject<'payment_record_refund'>;
