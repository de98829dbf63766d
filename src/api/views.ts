/** How each kind of object looks on the wire. */
import type { Document, Kind } from '../core/kinds.js';
import type { Expandable } from '../wire/expand.js';
import { viewCustomer } from './views/customer.js';
import { viewPaymentMethod } from './views/payment_method.js';
import { viewPaymentAttemptRecord, viewPaymentRecord } from './views/payment_record.js';
import type { ViewContext } from './views/shared.js';
import { viewWebhookEndpoint } from './views/webhook_endpoint.js';

type View<K extends Kind> = (document: Document<K>, context: ViewContext) => object;

/** Kinds without a view are internal: no operation answers with them. */
const VIEWS: { readonly [K in Kind]?: View<K> } = {
  customer: viewCustomer,
  payment_attempt_record: viewPaymentAttemptRecord,
  payment_method: viewPaymentMethod,
  payment_record: viewPaymentRecord,
  webhook_endpoint: viewWebhookEndpoint,
};

export const EXPANDABLE: Expandable = {
  customer: { 'invoice_settings.default_payment_method': 'payment_method' },
  payment_method: { customer: 'customer' },
};

export function render(kind: Kind, document: unknown, context: ViewContext): object {
  const view = VIEWS[kind] as View<Kind> | undefined;
  if (view === undefined) throw new Error(`${kind} has no view`);
  return view(document as Document<Kind>, context);
}
