/**
 * Requests of the dashboard. Its session is in a cookie, which a browser also sends with requests that other sites make
 * it send; so the cookie counts only with a header that no other site can add, or where the browser itself says that the
 * dashboard's own page is asking.
 */
import type { OneTimeLink } from '../../../app/dashboard/one_time_link.js';
import type { DashboardSessions } from '../../../app/dashboard/sessions.js';
import type { Identity, KeyRing } from '../../../app/key_ring.js';
import type { Ledger } from '../../../app/ledger.js';
import type { Refusal } from '../../../core/kernel/errors.js';
import { cookieOf, headerOf, type RequestHeaders } from '../../kernel/request_headers.js';
import type { Derivations } from '../../kernel/view_context.js';
import type { SignInBrakes } from './brakes.js';
import { crossSite, invalidMode, notSignedIn, notSignedInTo } from './refusals.js';

export interface Dashboard {
  readonly sessions: DashboardSessions;
  /** Of an embedded server whose test key is known. */
  readonly one_time_link: OneTimeLink | undefined;
  readonly brakes: SignInBrakes;
  /** Whether browsers reach the server by https. */
  readonly is_https: boolean;
  /** Of Daybook. */
  readonly version: string;
  /** Where the web application was built. */
  readonly web_folder: string;
}

/** What the dashboard is served with. */
export interface DashboardEnvironment {
  readonly ledger: Pick<Ledger, 'time' | 'committer'>;
  readonly keys: KeyRing;
  readonly derivations: Pick<Derivations, 'docUrlOf'>;
  readonly dashboard: Dashboard;
}

export const SESSION_COOKIE = 'daybook_session';

/** Sites share cookies across ports: another program on the same machine is the same site, but not the same origin. */
export function isFromElsewhere(headers: RequestHeaders): boolean {
  return (headerOf(headers, 'sec-fetch-site') ?? 'same-origin') !== 'same-origin';
}

/** Whether the header is there that a page of another origin could send only if Daybook allowed it, which it never does. */
export function isFromDashboard(headers: RequestHeaders): boolean {
  return headerOf(headers, 'daybook-dashboard') === '1';
}

/** Whether somebody who is signed in followed a link on a page of this origin; other programs can claim so, other sites cannot. */
export function isFromLink(headers: RequestHeaders): boolean {
  return headerOf(headers, 'sec-fetch-site') === 'same-origin' && cookieOf(headers, SESSION_COOKIE) !== undefined;
}

/** Who is signed in, in the mode that the request is for. */
export async function sessionIdentity(
  sessions: DashboardSessions,
  { headers, query }: { readonly headers: RequestHeaders; readonly query: string },
  now_ms: number,
): Promise<Identity | Refusal> {
  if (isFromElsewhere(headers)) return crossSite();
  const asked = isFromDashboard(headers) ? (headerOf(headers, 'daybook-mode') ?? 'test') : modeInQuery(query);
  if (asked !== 'test' && asked !== 'live') return invalidMode(asked);
  const identities = await sessions.identities(cookieOf(headers, SESSION_COOKIE), now_ms);
  const identity = identities.find(({ scope }) => scope.livemode === (asked === 'live'));
  return identity ?? (identities.length === 0 ? notSignedIn() : notSignedInTo(asked));
}

function modeInQuery(query: string): 'test' | 'live' {
  return new URLSearchParams(query).get('livemode') === 'true' ? 'live' : 'test';
}
