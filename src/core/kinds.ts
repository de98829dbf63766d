/**
 * Every kind of object, declared once: its id prefix, its table, and the columns that are filtered or looked up.
 * Columns are derived from the document, so that `daybook verify` can derive them again and compare.
 */

import type { Metadata } from './kernel/shared.js';
import { availableByColumn, type BalanceTransaction, netOf } from './payments/balance/types.js';
import { type Charge, isRefunded } from './payments/charge/types.js';
import type { Customer } from './payments/customer/types.js';
import type { Dispute, EarlyFraudWarning } from './payments/dispute/types.js';
import type { PaymentIntent } from './payments/payment_intent/types.js';
import type { PaymentMethod } from './payments/payment_method/types.js';
import { emailOf, methodOf, processorNameOf } from './payments/payment_record/features.js';
import { trimmedReference } from './payments/payment_record/references.js';
import { stateOf } from './payments/payment_record/states.js';
import {
  begunApart,
  decidedApart,
  decidedAtOnce,
  happenedOf,
  outcomeHappenedOf,
} from './payments/payment_record/times.js';
import type { PaymentAttemptRecord, PaymentRecord, PaymentRecordRefund } from './payments/payment_record/types.js';
import type { Refund } from './payments/refund/types.js';
import type { SetupAttempt, SetupIntent } from './payments/setup_intent/types.js';
import type { ApiKey } from './platform/api_key/types.js';
import type { TestClock } from './platform/test_clock/types.js';
import type { WebhookEndpoint } from './platform/webhook_endpoint/types.js';

interface Documents {
  api_key: ApiKey;
  balance_transaction: BalanceTransaction;
  charge: Charge;
  customer: Customer;
  dispute: Dispute;
  early_fraud_warning: EarlyFraudWarning;
  payment_attempt_record: PaymentAttemptRecord;
  payment_intent: PaymentIntent;
  payment_method: PaymentMethod;
  payment_record: PaymentRecord;
  payment_record_refund: PaymentRecordRefund;
  refund: Refund;
  setup_attempt: SetupAttempt;
  setup_intent: SetupIntent;
  test_clock: TestClock;
  webhook_endpoint: WebhookEndpoint;
}

export type Kind = keyof Documents;
export type Document<K extends Kind> = Documents[K];
export type ColumnValue = string | number | null;

interface Declaration<D> {
  readonly prefix: string;
  readonly table: string;
  readonly columns: { readonly [column: string]: (document: D) => ColumnValue };
  /** Whether metadata is indexed, so that search can ask for it. */
  readonly searches_metadata: boolean;
}

interface Timed {
  readonly due_at?: number;
  readonly test_clock?: string;
}

/** By which column something that is due is found: under a test clock by the clock, since the machine's time says nothing. */
const dueColumns = {
  due_at: ({ due_at, test_clock }: Timed) => (test_clock === undefined ? (due_at ?? null) : null),
  due_test_clock: ({ due_at, test_clock }: Timed) => (due_at === undefined ? null : (test_clock ?? null)),
};

/** When it was made by the time of its test clock, as it shows and its id does not tell; null where no clock is. */
const clockColumn = {
  created_on_clock: ({ created, test_clock }: { readonly created: number; readonly test_clock?: string }) =>
    test_clock === undefined ? null : created,
};

export const KINDS = {
  api_key: {
    prefix: 'key',
    table: 'api_keys',
    columns: { hash: (key) => key.hash },
    searches_metadata: false,
  },
  balance_transaction: {
    prefix: 'txn',
    table: 'balance_transactions',
    columns: {
      ...clockColumn,
      available_on: availableByColumn,
      currency: (transaction) => transaction.currency,
      due_test_clock: (transaction) => (transaction.is_available === true ? null : (transaction.test_clock ?? null)),
      net: netOf,
      source: (transaction) => transaction.source,
      type: (transaction) => transaction.type,
    },
    searches_metadata: false,
  },
  charge: {
    prefix: 'ch',
    table: 'charges',
    columns: {
      ...clockColumn,
      amount: (charge) => charge.amount,
      card_brand: (charge) => charge.payment_method_details.card?.brand ?? null,
      card_exp_month: (charge) => charge.payment_method_details.card?.exp_month ?? null,
      card_exp_year: (charge) => charge.payment_method_details.card?.exp_year ?? null,
      card_fingerprint: (charge) => charge.payment_method_details.card?.fingerprint ?? null,
      card_last4: (charge) => charge.payment_method_details.card?.last4 ?? null,
      currency: (charge) => charge.currency,
      customer: (charge) => charge.customer ?? null,
      disputed: (charge) => (charge.disputed ? 1 : 0),
      payment_intent: (charge) => charge.payment_intent,
      postal_code: (charge) => charge.payment_method_details.billing_details?.address?.postal_code ?? null,
      refunded: (charge) => (isRefunded(charge) ? 1 : 0),
      status: (charge) => charge.status,
    },
    searches_metadata: true,
  },
  customer: {
    prefix: 'cus',
    table: 'customers',
    columns: {
      ...clockColumn,
      deleted: (customer) => (customer.deleted ? 1 : 0),
      email: (customer) => customer.email ?? null,
      name: (customer) => customer.name ?? null,
      phone: (customer) => customer.phone ?? null,
      test_clock: (customer) => customer.test_clock ?? null,
    },
    searches_metadata: true,
  },
  dispute: {
    prefix: 'du',
    table: 'disputes',
    columns: {
      ...clockColumn,
      charge: (dispute) => dispute.charge,
      ...dueColumns,
      payment_intent: (dispute) => dispute.payment_intent,
      status: (dispute) => dispute.status,
    },
    searches_metadata: false,
  },
  early_fraud_warning: {
    prefix: 'issfr',
    table: 'early_fraud_warnings',
    columns: {
      ...clockColumn,
      charge: (warning) => warning.charge,
      payment_intent: (warning) => warning.payment_intent,
    },
    searches_metadata: false,
  },
  payment_attempt_record: {
    prefix: 'par',
    table: 'payment_attempt_records',
    columns: { happened: (attempt) => attempt.initiated_at, payment_record: (attempt) => attempt.payment_record },
    searches_metadata: false,
  },
  payment_intent: {
    prefix: 'pi',
    table: 'payment_intents',
    columns: {
      ...clockColumn,
      amount: (intent) => intent.amount,
      amount_capturable: (intent) => intent.amount_capturable ?? null,
      currency: (intent) => intent.currency,
      customer: (intent) => intent.customer ?? null,
      ...dueColumns,
      status: (intent) => intent.status,
    },
    searches_metadata: true,
  },
  payment_method: {
    prefix: 'pm',
    table: 'payment_methods',
    columns: {
      allow_redisplay: (method) => method.allow_redisplay ?? 'unspecified',
      customer: (method) => method.customer ?? null,
      type: (method) => method.type,
    },
    searches_metadata: false,
  },
  payment_record: {
    prefix: 'pr',
    table: 'payment_records',
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
      decided_at_once: decidedAtOnce,
      decline_reason: (record) => record.decline_reason ?? null,
      email: emailOf,
      happened: happenedOf,
      method: methodOf,
      outcome_happened: outcomeHappenedOf,
      processor: processorNameOf,
      processor_reference: (record) => trimmedReference(record.processor_details.payment_reference ?? '') || null,
    },
    searches_metadata: true,
  },
  payment_record_refund: {
    prefix: 'prr',
    table: 'payment_record_refunds',
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
  },
  refund: {
    prefix: 're',
    table: 'refunds',
    columns: {
      ...clockColumn,
      amount: (refund) => refund.amount,
      charge: (refund) => refund.charge,
      currency: (refund) => refund.currency,
      ...dueColumns,
      happened: (refund) => refund.created,
      payment_intent: (refund) => refund.payment_intent,
      status: (refund) => refund.status,
    },
    searches_metadata: false,
  },
  setup_attempt: {
    prefix: 'setatt',
    table: 'setup_attempts',
    columns: { ...clockColumn, setup_intent: (attempt) => attempt.setup_intent },
    searches_metadata: false,
  },
  setup_intent: {
    prefix: 'seti',
    table: 'setup_intents',
    columns: {
      ...clockColumn,
      customer: (intent) => intent.customer ?? null,
      payment_method: (intent) => intent.payment_method ?? null,
      status: (intent) => intent.status,
    },
    searches_metadata: false,
  },
  test_clock: {
    prefix: 'clock',
    table: 'test_clocks',
    columns: { deleted: (clock) => (clock.deleted ? 1 : 0), due_at: (clock) => clock.due_at ?? null },
    searches_metadata: false,
  },
  webhook_endpoint: {
    prefix: 'we',
    table: 'webhook_endpoints',
    columns: { slot: (endpoint) => endpoint.slot ?? null },
    searches_metadata: false,
  },
} as const satisfies { readonly [K in Kind]: Declaration<Documents[K]> };

export const KIND_NAMES = Object.keys(KINDS).sort() as Kind[];

export function isKind(name: string): name is Kind {
  return Object.hasOwn(KINDS, name);
}

/** The declaration of a kind, typed for use with any kind. */
export function kindOf(kind: Kind): Declaration<Documents[Kind]> {
  return KINDS[kind] as Declaration<Documents[Kind]>;
}

export function columnsOf(kind: Kind, document: Documents[Kind]): Record<string, ColumnValue> {
  const columns: Record<string, ColumnValue> = {};
  for (const [name, derive] of Object.entries(kindOf(kind).columns)) columns[name] = derive(document);
  return columns;
}

/** The metadata that is indexed for search; undefined where the kind has none. */
export function searchableMetadata(kind: Kind, document: Documents[Kind]): Metadata | undefined {
  return kindOf(kind).searches_metadata && 'metadata' in document ? document.metadata : undefined;
}
