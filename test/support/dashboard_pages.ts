/** Every page of the dashboard as its application declares them: each is tested for everybody, and pictured. */
import type { Scene } from './dashboard_scene.js';
import { webModule } from './web_module.js';

export interface DashboardPlace {
  /** Also what its pictures are called. */
  readonly name: string;
  readonly path: (scene: Scene) => string;
  /** Shown to somebody who is not signed in. */
  readonly is_signed_out?: boolean;
  /** Not worth a picture: empty, or much like another. */
  readonly has_no_picture?: boolean;
}

const { PAGES } = await webModule<{ PAGES: readonly { readonly path: string }[] }>('app/pages.ts');

/** What a path alone does not show: pages of one object, and those that look otherwise for another reason. */
const PARTICULAR: readonly DashboardPlace[] = [
  { name: 'sign-in', path: () => '', is_signed_out: true },
  { name: 'payments-none', path: () => '/test/payments?query=nothing', has_no_picture: true },
  { name: 'payment-reported', path: ({ reported }) => `/test/payments/${reported}` },
  { name: 'payment', path: ({ processed }) => `/test/payments/${processed}` },
  {
    name: 'payment-earlier',
    path: ({ reported, earlier }) => `/test/payments/${reported}?as_of=${earlier}`,
    has_no_picture: true,
  },
  { name: 'payment-missing', path: () => '/test/payments/pr_none', has_no_picture: true },
  { name: 'payment-disputed', path: ({ disputed }) => `/test/payments/${disputed}`, has_no_picture: true },
  { name: 'disputes-none', path: () => '/test/disputes?status[]=won', has_no_picture: true },
  { name: 'dispute', path: ({ dispute }) => `/test/disputes/${dispute}` },
  { name: 'customer', path: ({ customer }) => `/test/customers/${customer}` },
  { name: 'event', path: ({ event }) => `/test/events/${event}` },
  { name: 'webhook', path: ({ endpoint }) => `/test/webhooks/${endpoint}` },
  { name: 'requests', path: () => '/test/requests?method=POST' },
  { name: 'request', path: ({ request }) => `/test/requests/${request}` },
  { name: 'live', path: () => '/live/payments', has_no_picture: true },
  { name: 'missing', path: () => '/test/nothing', has_no_picture: true },
];

function placeOf(path: string): readonly DashboardPlace[] {
  const name = path.slice(1).replace(/s\/:id$/, '');
  if (PARTICULAR.some((place) => place.name === name)) return [];
  if (path.includes(':')) throw new Error(`dashboard_pages.ts does not say which object is shown at ${path}`);
  return [{ name, path: () => `/test${path}` }];
}

export const DASHBOARD_PAGES: readonly DashboardPlace[] = [
  ...PAGES.flatMap(({ path }) => placeOf(path)),
  ...PARTICULAR,
];
