/** How payment records, their attempts and refunds are kept. */
import { clockColumn, type KindDeclaration } from '../../kernel/kind_declaration.js';
import { claimedReference } from './claim.js';
import { declineReasonOf, emailOf, methodOf, processorNameOf } from './features.js';
import { trimmedReference } from './references.js';
import { stateOf } from './states.js';
import { begunApart, decidedApart, decidedSoon, happenedOf, outcomeHappenedOf } from './times.js';
import type { PaymentAttemptRecord, PaymentRecord, PaymentRecordRefund } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    payment_attempt_record: PaymentAttemptRecord;
    payment_record: PaymentRecord;
    payment_record_refund: PaymentRecordRefund;
  }

  interface EventTypes extends Record<keyof typeof PAYMENT_RECORD_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const PAYMENT_RECORD_EVENTS = {
  'payment_attempt_record.created': 'An attempt was reported.',
  'payment_attempt_record.updated': 'An attempt was changed by a later report.',
  'payment_record.created': 'A payment record was created.',
  'payment_record.payment_attempt_canceled': 'The latest attempt was reported canceled.',
  'payment_record.payment_attempt_failed': 'The latest attempt was reported failed.',
  'payment_record.payment_attempt_guaranteed': 'The latest attempt was reported guaranteed.',
  'payment_record.payment_attempt_informed': 'More was reported about the latest attempt.',
  'payment_record.payment_attempt_reported': 'A further attempt was reported.',
  'payment_record.payment_reported': 'A payment was reported.',
  'payment_record.refunded': 'A refund was reported.',
  'payment_record.updated': 'A payment record was changed by a later report.',
} as const satisfies Record<string, string>;

export const payment_attempt_record = {
  prefix: 'par',
  table: 'payment_attempt_records',
  resource: 'payment_records',
  columns: {
    claimed_reference: claimedReference,
    happened: (attempt) => attempt.initiated_at,
    payment_record: (attempt) => attempt.payment_record,
  },
  searches_metadata: false,
  references: ({ processor_details, reported_by }) =>
    reported_by === 'stripe' ? { charge: processor_details.payment_reference } : {},
} as const satisfies KindDeclaration<PaymentAttemptRecord>;

export const payment_record = {
  prefix: 'pr',
  table: 'payment_records',
  resource: 'payment_records',
  columns: {
    ...clockColumn,
    state: (record) => stateOf(record.amounts),
    currency: (record) => record.currency,
    amount: (record) => record.amounts.intended ?? record.amounts.requested,
    amount_guaranteed: (record) => record.amounts.guaranteed ?? 0,
    customer: (record) => record.customer_details?.customer ?? null,
    begun_apart: begunApart,
    card_last4: (record) => record.payment_method_details?.card?.last4 ?? null,
    decided_apart: decidedApart,
    decided_soon: decidedSoon,
    decline_reason: declineReasonOf,
    email: emailOf,
    happened: happenedOf,
    method: methodOf,
    outcome_happened: outcomeHappenedOf,
    processor: processorNameOf,
    processor_reference: (record) => trimmedReference(record.processor_details.payment_reference ?? '') || null,
  },
  searches_metadata: true,
  references: ({ payment_intent }) => ({ payment_intent }),
} as const satisfies KindDeclaration<PaymentRecord>;

export const payment_record_refund = {
  prefix: 'prr',
  table: 'payment_record_refunds',
  resource: 'payment_records',
  columns: {
    amount: (refund) => refund.amount,
    currency: (refund) => refund.currency,
    happened: (refund) => refund.refunded_at,
    payment_record: (refund) => refund.payment_record,
    // Unique, and never empty: a refund that was reported without one is known by its own id.
    refund_reference: (refund) => refund.refund_reference ?? refund.id,
    trimmed_reference: (refund) => trimmedReference(refund.refund_reference ?? refund.id),
  },
  searches_metadata: false,
} as const satisfies KindDeclaration<PaymentRecordRefund>;
