/** Disputes, and the warnings before them. */

import { REQUIRED_ACTIONS } from '../../../core/payments/dispute/enhanced_evidence.js';
import { DISPUTE_STATUSES, EVIDENCE_FILES, EVIDENCE_TEXTS } from '../../../core/payments/dispute/types.js';
import {
  about,
  constant,
  expandable,
  flag,
  integer,
  listOf,
  never,
  nullable,
  object,
  oneOf,
  reference,
  text,
  time,
} from '../../kernel/json_schema.js';
import { address, created, livemode, metadata } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewEarlyFraudWarning } from '../early_fraud_warning/view.js';
import { viewDispute } from './view.js';

const transaction = {
  customer_account_id: nullable(text),
  customer_device_fingerprint: nullable(text),
  customer_device_id: nullable(text),
  customer_email_address: nullable(text),
  customer_purchase_ip: nullable(text),
  product_description: nullable(text),
  shipping_address: nullable(address),
};

const enhanced_evidence = object(
  {},
  {
    visa_compelling_evidence_3: object({
      disputed_transaction: nullable(
        object({ ...transaction, merchandise_or_services: nullable(oneOf(['merchandise', 'services'])) }),
      ),
      prior_undisputed_transactions: listOf(object({ charge: text, ...transaction })),
    }),
    visa_compliance: object({ fee_acknowledged: flag }),
  },
);

const members = [...EVIDENCE_TEXTS, ...EVIDENCE_FILES].sort().map((name) => [name, nullable(text)] as const);
const evidence = object({ ...Object.fromEntries(members), enhanced_evidence });

const evidence_details = object({
  due_by: time,
  enhanced_eligibility: object(
    {},
    {
      visa_compelling_evidence_3: object({
        required_actions: listOf(oneOf(REQUIRED_ACTIONS)),
        status: oneOf(['qualified', 'requires_action']),
      }),
      visa_compliance: object({ status: oneOf(['fee_acknowledged', 'requires_fee_acknowledgement']) }),
    },
  ),
  has_evidence: flag,
  past_due: about(flag, 'Whether the last evidence came after `due_by`.'),
  submission_count: integer,
  submission_method: oneOf(['manual', 'not_submitted']),
});

const dispute_schema = about(
  object({
    id: text,
    object: constant('dispute'),
    amount: integer,
    balance_transactions: about(
      listOf(reference('balance_transaction')),
      'What was taken when it began, and given back when it was won.',
    ),
    charge: expandable('charge'),
    created: about(time, created),
    currency: reference('currency'),
    enhanced_eligibility_types: listOf(oneOf(['visa_compelling_evidence_3', 'visa_compliance'])),
    evidence,
    evidence_details,
    intended_submission_method: never,
    is_charge_refundable: about(flag, 'As far as this dispute goes: a charge can have several.'),
    livemode: about(flag, livemode),
    metadata,
    network_reason_code: nullable(text),
    payment_intent: expandable('payment_intent'),
    payment_method_details: object({
      card: object({
        brand: text,
        case_type: oneOf(['chargeback', 'compliance', 'inquiry']),
        network: text,
        network_reason_code: nullable(text),
      }),
      type: constant('card'),
    }),
    reason: text,
    status: oneOf(DISPUTE_STATUSES),
  }),
  'A payer asks the bank for the money back, or, with a status that begins with `warning_`, the bank asks first.',
);

const early_fraud_warning_schema = about(
  object({
    id: text,
    object: constant('radar.early_fraud_warning'),
    actionable: flag,
    charge: expandable('charge'),
    created: about(time, created),
    fraud_type: text,
    livemode: about(flag, livemode),
    payment_intent: expandable('payment_intent'),
  }),
  'An issuer says that a charge was probably fraud.',
);

export const dispute = {
  schema: dispute_schema,
  view: viewDispute,
  filled: {
    balance_transactions: { part_of: 'balance_transaction' },
    charge: 'charge',
    payment_intent: 'payment_intent',
  },
  is_in_events: true,
} as const satisfies ShownObject<'dispute'>;

export const early_fraud_warning = {
  schema: early_fraud_warning_schema,
  view: viewEarlyFraudWarning,
  filled: { charge: 'charge', payment_intent: 'payment_intent' },
  is_in_events: true,
} as const satisfies ShownObject<'early_fraud_warning'>;
