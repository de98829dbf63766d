/** Every page: where it is, what shows it once it is looked at, and how the navigation leads there. */
import { type ComponentType, lazy } from 'react';
import type { TextKey, Words } from '../i18n/texts.js';
import type { IconName } from '../parts/icon.js';

interface Destination {
  readonly text: TextKey | Words;
  readonly icon: IconName;
  /** The resource that the key must be able to read. */
  readonly resource: string;
}

type PageOfMany = { readonly path: string; readonly component: ComponentType; readonly destination: Destination };
/** A page of one object, whose path ends with its id. */
type PageOfOne = { readonly path: `${string}/:id`; readonly component: ComponentType<{ readonly id: string }> };

export const PAGES: readonly (PageOfMany | PageOfOne)[] = [
  {
    path: '/overview',
    component: lazy(() => import('../pages/payments/overview/overview_page.js')),
    destination: { text: 'nav.overview', icon: 'chart', resource: 'payment_records' },
  },
  {
    path: '/payments',
    component: lazy(() => import('../pages/payments/payments/payments_page.js')),
    destination: { text: 'nav.payments', icon: 'payment', resource: 'payment_records' },
  },
  { path: '/payments/:id', component: lazy(() => import('../pages/payments/payment/payment_page.js')) },
  {
    path: '/disputes',
    component: lazy(() => import('../pages/payments/disputes/disputes_page.js')),
    destination: { text: 'nav.disputes', icon: 'dispute', resource: 'disputes' },
  },
  { path: '/disputes/:id', component: lazy(() => import('../pages/payments/disputes/dispute_page.js')) },
  {
    path: '/customers',
    component: lazy(() => import('../pages/payments/customers/customers_page.js')),
    destination: { text: 'nav.customers', icon: 'person', resource: 'customers' },
  },
  { path: '/customers/:id', component: lazy(() => import('../pages/payments/customers/customer_page.js')) },
  {
    path: '/events',
    component: lazy(() => import('../pages/platform/events/events_page.js')),
    destination: { text: 'nav.events', icon: 'event', resource: 'events' },
  },
  { path: '/events/:id', component: lazy(() => import('../pages/platform/events/event_page.js')) },
  {
    path: '/webhooks',
    component: lazy(() => import('../pages/platform/webhooks/webhooks_page.js')),
    destination: { text: 'nav.webhooks', icon: 'webhook', resource: 'webhook_endpoints' },
  },
  { path: '/webhooks/:id', component: lazy(() => import('../pages/platform/webhooks/webhook_page.js')) },
  {
    path: '/keys',
    component: lazy(() => import('../pages/platform/keys/keys_page.js')),
    destination: { text: 'nav.keys', icon: 'key', resource: 'api_keys' },
  },
  {
    path: '/requests',
    component: lazy(() => import('../pages/platform/requests/requests_page.js')),
    destination: { text: 'nav.requests', icon: 'request', resource: 'request_logs' },
  },
  { path: '/requests/:id', component: lazy(() => import('../pages/platform/requests/request_page.js')) },
];
