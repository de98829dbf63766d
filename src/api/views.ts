/** How each kind of object looks on the wire. */
import type { Document, Kind } from '../core/kernel/kind.js';
import { KIND_NAMES } from '../core/kinds.js';
import type { Expandable, Filled } from '../wire/expand_routes.js';
import { STRIPE_EXPANDABLES } from './kernel/stripe_expandables.js';
import type { ViewContext } from './kernel/view_context.js';
import { viewBalanceTransaction } from './payments/balance/transaction_view.js';
import { viewCharge } from './payments/charge/view.js';
import { viewCustomer } from './payments/customer/view.js';
import { viewDispute } from './payments/dispute/view.js';
import { viewEarlyFraudWarning } from './payments/early_fraud_warning/view.js';
import { viewPaymentIntent } from './payments/payment_intent/view.js';
import { viewPaymentMethod } from './payments/payment_method/view.js';
import { viewPaymentRecordRefund } from './payments/payment_record/refund_view.js';
import { viewPaymentAttemptRecord, viewPaymentRecord } from './payments/payment_record/view.js';
import { viewRefund } from './payments/refund/view.js';
import { viewSetupAttempt, viewSetupIntent } from './payments/setup_intent/view.js';
import { viewApiKey } from './platform/api_key/view.js';
import { viewTestClock } from './platform/test_clock/view.js';
import { viewWebhookEndpoint } from './platform/webhook_endpoint/view.js';

type View<K extends Kind> = (document: Document<K>, context: ViewContext) => object;

/** Kinds without a view are internal: no operation answers with them. */
const VIEWS: { readonly [K in Kind]?: View<K> } = {
  api_key: viewApiKey,
  charge: viewCharge,
  balance_transaction: viewBalanceTransaction,
  customer: viewCustomer,
  dispute: viewDispute,
  early_fraud_warning: viewEarlyFraudWarning,
  payment_attempt_record: viewPaymentAttemptRecord,
  payment_intent: viewPaymentIntent,
  payment_method: viewPaymentMethod,
  payment_record: viewPaymentRecord,
  payment_record_refund: viewPaymentRecordRefund,
  refund: viewRefund,
  setup_attempt: viewSetupAttempt,
  setup_intent: viewSetupIntent,
  test_clock: viewTestClock,
  webhook_endpoint: viewWebhookEndpoint,
};

/** Kinds that look different as time goes by, though they do not change. */
const DEPENDING_ON_TIME: ReadonlySet<Kind> = new Set<Kind>(['api_key', 'balance_transaction']);

export function dependsOnTime(kind: Kind): boolean {
  return DEPENDING_ON_TIME.has(kind);
}

export const VIEWED_KINDS = KIND_NAMES.filter((kind) => VIEWS[kind] !== undefined);

/** What is put in place of ids, or into parts, and lists that are left out unless they are asked for. */
const FILLED: Filled = {
  balance_transaction: { source: ['charge', 'dispute', 'refund'] },
  charge: {
    balance_transaction: 'balance_transaction',
    customer: 'customer',
    payment_intent: 'payment_intent',
    refunds: { list_of: 'refund' },
  },
  customer: {
    cash_balance: { list_of: null },
    'invoice_settings.default_payment_method': 'payment_method',
    sources: { list_of: null },
    subscriptions: { list_of: null },
    tax_ids: { list_of: null },
    test_clock: 'test_clock',
  },
  dispute: {
    balance_transactions: { part_of: 'balance_transaction' },
    charge: 'charge',
    payment_intent: 'payment_intent',
  },
  early_fraud_warning: { charge: 'charge', payment_intent: 'payment_intent' },
  payment_intent: {
    'amount_details.line_items': { list_of: null },
    customer: 'customer',
    'last_payment_error.payment_method': { part_of: 'payment_method' },
    latest_charge: 'charge',
    payment_method: 'payment_method',
    payment_record: 'payment_record',
  },
  payment_method: { customer: 'customer' },
  payment_record: { same_reference: { list_of: 'payment_record' } },
  refund: {
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
  setup_attempt: {
    customer: 'customer',
    payment_method: 'payment_method',
    'setup_error.payment_method': { part_of: 'payment_method' },
    setup_intent: 'setup_intent',
  },
  setup_intent: {
    customer: 'customer',
    'last_setup_error.payment_method': { part_of: 'payment_method' },
    latest_attempt: 'setup_attempt',
    payment_method: 'payment_method',
  },
};

/** Those, and everything else that Stripe's clients may ask for: nothing is there to put in, or it is there anyhow. */
export const EXPANDABLE: Expandable = { filled: FILLED, declared: STRIPE_EXPANDABLES };

export function render(kind: Kind, document: unknown, context: ViewContext): object {
  const view = VIEWS[kind] as View<Kind> | undefined;
  if (view === undefined) throw new Error(`${kind} has no view`);
  return context.era.turnBack(kind, view(document as Document<Kind>, context), document);
}
