/**
 * Every kind of object, declared once: its id prefix, its table, and the columns that are filtered or looked up.
 * Columns are derived from the document, so that `daybook verify` can derive them again and compare.
 */
import type { ApiKey } from './api_key.js';
import type { Customer } from './customer/types.js';
import type { PaymentMethod } from './payment_method/types.js';
import { stateOf } from './payment_record/states.js';
import type { PaymentAttemptRecord, PaymentRecord, PaymentRecordRefund } from './payment_record/types.js';
import type { Metadata } from './shared.js';

interface Documents {
  api_key: ApiKey;
  customer: Customer;
  payment_attempt_record: PaymentAttemptRecord;
  payment_method: PaymentMethod;
  payment_record: PaymentRecord;
  payment_record_refund: PaymentRecordRefund;
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

export const KINDS = {
  api_key: {
    prefix: 'key',
    table: 'api_keys',
    columns: { hash: (key) => key.hash },
    searches_metadata: false,
  },
  customer: {
    prefix: 'cus',
    table: 'customers',
    columns: {
      deleted: (customer) => (customer.deleted ? 1 : 0),
      email: (customer) => customer.email ?? null,
      name: (customer) => customer.name ?? null,
      phone: (customer) => customer.phone ?? null,
    },
    searches_metadata: true,
  },
  payment_attempt_record: {
    prefix: 'par',
    table: 'payment_attempt_records',
    columns: { payment_record: (attempt) => attempt.payment_record },
    searches_metadata: false,
  },
  payment_method: {
    prefix: 'pm',
    table: 'payment_methods',
    columns: {
      customer: (method) => method.customer ?? null,
      type: (method) => method.type,
    },
    searches_metadata: false,
  },
  payment_record: {
    prefix: 'pr',
    table: 'payment_records',
    columns: {
      state: (record) => stateOf(record.amounts),
      currency: (record) => record.currency,
      amount: (record) => record.amounts.requested,
      customer: (record) => record.customer_details?.customer ?? null,
      card_last4: (record) => record.payment_method_details.card?.last4 ?? null,
      processor_reference: (record) => record.processor_details.payment_reference ?? null,
    },
    searches_metadata: true,
  },
  payment_record_refund: {
    prefix: 'prr',
    table: 'payment_record_refunds',
    columns: {
      payment_record: (refund) => refund.payment_record,
      refund_reference: (refund) => refund.refund_reference,
    },
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
