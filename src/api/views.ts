/** How each kind of object looks on the wire. */
import type { Document, Kind } from '../core/kinds.js';
import type { Expandable } from '../wire/expand.js';
import { viewApiKey } from './views/api_key.js';
import { viewBalanceTransaction } from './views/balance_transaction.js';
import { viewCharge } from './views/charge.js';
import { viewCustomer } from './views/customer.js';
import { viewPaymentIntent } from './views/payment_intent.js';
import { viewPaymentMethod } from './views/payment_method.js';
import { viewPaymentAttemptRecord, viewPaymentRecord } from './views/payment_record.js';
import { viewRefund } from './views/refund.js';
import { viewSetupAttempt, viewSetupIntent } from './views/setup_intent.js';
import type { ViewContext } from './views/shared.js';

type View<K extends Kind> = (document: Document<K>, context: ViewContext) => object;

/** Kinds without a view are internal: no operation answers with them. */
const VIEWS: { readonly [K in Kind]?: View<K> } = {
  api_key: viewApiKey,
  charge: viewCharge,
  balance_transaction: viewBalanceTransaction,
  customer: viewCustomer,
  payment_attempt_record: viewPaymentAttemptRecord,
  payment_intent: viewPaymentIntent,
  payment_method: viewPaymentMethod,
  payment_record: viewPaymentRecord,
  refund: viewRefund,
  setup_attempt: viewSetupAttempt,
  setup_intent: viewSetupIntent,
};

/** Kinds that look different as time goes by, though they do not change. */
const DEPENDING_ON_TIME: ReadonlySet<Kind> = new Set<Kind>(['api_key', 'balance_transaction']);

export function dependsOnTime(kind: Kind): boolean {
  return DEPENDING_ON_TIME.has(kind);
}

export const EXPANDABLE: Expandable = {
  charge: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
  },
  customer: { 'invoice_settings.default_payment_method': 'payment_method' },
  payment_intent: {
    customer: 'customer',
    latest_charge: 'charge',
    payment_method: 'payment_method',
    payment_record: 'payment_record',
  },
  payment_method: { customer: 'customer' },
  refund: {
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
  setup_attempt: { customer: 'customer', payment_method: 'payment_method', setup_intent: 'setup_intent' },
  setup_intent: { customer: 'customer', latest_attempt: 'setup_attempt', payment_method: 'payment_method' },
};

export function render(kind: Kind, document: unknown, context: ViewContext): object {
  const view = VIEWS[kind] as View<Kind> | undefined;
  if (view === undefined) throw new Error(`${kind} has no view`);
  return view(document as Document<Kind>, context);
}
