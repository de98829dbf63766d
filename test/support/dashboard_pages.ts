/** Every page of the dashboard: a new one is a line here, and is then tested for everybody and pictured. */
import type { Scene } from './dashboard_scene.js';

export interface DashboardPlace {
  /** Also what its pictures are called. */
  readonly name: string;
  readonly path: (scene: Scene) => string;
  /** Shown to somebody who is not signed in. */
  readonly is_signed_out?: boolean;
  /** Not worth a picture: empty, or much like another. */
  readonly has_no_picture?: boolean;
}

export const DASHBOARD_PAGES: readonly DashboardPlace[] = [
  { name: 'sign-in', path: () => '', is_signed_out: true },
  { name: 'overview', path: () => '/test/overview' },
  { name: 'payments', path: () => '/test/payments' },
  { name: 'payments-none', path: () => '/test/payments?query=nothing', has_no_picture: true },
  { name: 'payment-reported', path: ({ reported }) => `/test/payments/${reported}` },
  { name: 'payment', path: ({ processed }) => `/test/payments/${processed}` },
  { name: 'payment-missing', path: () => '/test/payments/pr_none', has_no_picture: true },
  { name: 'payment-disputed', path: ({ disputed }) => `/test/payments/${disputed}`, has_no_picture: true },
  { name: 'disputes', path: () => '/test/disputes' },
  { name: 'disputes-none', path: () => '/test/disputes?status[]=won', has_no_picture: true },
  { name: 'dispute', path: ({ dispute }) => `/test/disputes/${dispute}` },
  { name: 'customers', path: () => '/test/customers' },
  { name: 'customer', path: ({ customer }) => `/test/customers/${customer}` },
  { name: 'events', path: () => '/test/events' },
  { name: 'event', path: ({ event }) => `/test/events/${event}` },
  { name: 'webhooks', path: () => '/test/webhooks' },
  { name: 'webhook', path: ({ endpoint }) => `/test/webhooks/${endpoint}` },
  { name: 'keys', path: () => '/test/keys' },
  { name: 'requests', path: () => '/test/requests?method=POST' },
  { name: 'request', path: ({ request }) => `/test/requests/${request}` },
  { name: 'live', path: () => '/live/payments', has_no_picture: true },
  { name: 'missing', path: () => '/test/nothing', has_no_picture: true },
];
