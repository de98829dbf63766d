/** Signing in to the dashboard and out of it. What is sent is JSON: a form on another site cannot send that. */
import { isForSessions } from '../../../app/dashboard/sessions.js';
import { errors, type Refusal } from '../../../core/kernel/errors.js';
import { DEFAULT_API_VERSION } from '../../../wire/api_version.js';
import { maskedKey, presentedKey } from '../../../wire/authorization.js';
import { RESOURCES } from '../../kernel/access.js';
import { actorText } from '../../kernel/actor.js';
import { cookieOf, headerOf, type RequestHeaders } from '../../kernel/request_headers.js';
import { crossSite, everywhereIsNoBoolean, notJson, notSignedIn } from './refusals.js';
import {
  type Dashboard,
  type DashboardEnvironment,
  isFromDashboard,
  isFromElsewhere,
  SESSION_COOKIE,
} from './session.js';

/** The text of the session that begins, or why none does. */
export async function signIn(
  { dashboard, keys }: DashboardEnvironment,
  headers: RequestHeaders,
  body: Buffer | undefined,
  now_ms: number,
): Promise<string | Refusal> {
  if (isFromElsewhere(headers) || !isFromDashboard(headers)) return crossSite();
  const content_type = headerOf(headers, 'content-type') ?? 'missing';
  if (content_type.split(';', 1)[0]?.trim().toLowerCase() !== 'application/json') return notJson(content_type);
  const key = keyIn(body);
  if (key === undefined) return errors.missing('key');
  const presented = presentedKey(key);
  const masked = maskedKey(key);
  if (presented === undefined) return errors.badKey(masked);
  const identity = await keys.identify(key, presented.livemode, now_ms);
  if (identity === undefined) return errors.badKey(masked);
  if (identity !== 'expired' && identity.key.type === 'publishable') return errors.secretKeyRequired();
  if (identity === 'expired' || !isForSessions(identity)) return errors.expiredKey(masked);
  return dashboard.sessions.signedIn(cookieOf(headers, SESSION_COOKIE), identity, now_ms);
}

/**
 * Alone it makes this browser forget its cookie: whoever has a copy keeps it. With `everywhere` all sessions of the keys
 * end, of this browser and of every other.
 */
export async function signOut(
  { dashboard, ledger }: DashboardEnvironment,
  headers: RequestHeaders,
  query: string,
  request_id: string,
): Promise<Refusal | undefined> {
  if (isFromElsewhere(headers) || !isFromDashboard(headers)) return crossSite();
  const everywhere = new URLSearchParams(query).get('everywhere') ?? 'false';
  if (everywhere === 'false') return undefined;
  if (everywhere !== 'true') return everywhereIsNoBoolean();
  const identities = await dashboard.sessions.identities(cookieOf(headers, SESSION_COOKIE), ledger.time.now());
  if (identities.length === 0) return notSignedIn();
  for (const { key, scope } of identities) {
    const outcome = await ledger.committer.submit({
      name: 'api_key.end_sessions',
      input: { id: key.id },
      scope: scope.scope,
      livemode: scope.livemode,
      actor: actorText(key.id, 'dashboard'),
      request_id,
      api_version: DEFAULT_API_VERSION,
    });
    if (outcome.status === 'refused') return outcome.refusal;
    if (outcome.status !== 'done') throw new Error(`the sessions of ${key.id} could not be ended`);
  }
  return undefined;
}

export async function describeSession(
  { sessions, version }: Dashboard,
  headers: RequestHeaders,
  now_ms: number,
): Promise<object | Refusal> {
  if (isFromElsewhere(headers)) return crossSite();
  const identities = await sessions.identities(cookieOf(headers, SESSION_COOKIE), now_ms);
  if (identities.length === 0) return notSignedIn();
  return {
    modes: identities.map(({ key, scope }) => ({
      livemode: scope.livemode,
      key: { id: key.id, type: key.type, name: key.name ?? null, permissions: key.permissions ?? null },
      account: scope.account,
    })),
    resources: RESOURCES,
    version,
  };
}

/** The session that the link begins, beside the one there is; undefined where the link is used or was never printed. */
export function linkedSession(
  { one_time_link, sessions }: Dashboard,
  token: string,
  present: string | undefined,
  now_ms: number,
): string | undefined {
  const identity = one_time_link?.take(token);
  return identity && sessions.signedIn(present, identity, now_ms);
}

function keyIn(body: Buffer | undefined): string | undefined {
  try {
    const { key } = JSON.parse(body?.toString('utf8') ?? '') as { key?: unknown };
    return typeof key === 'string' && key !== '' ? key : undefined;
  } catch {
    return undefined;
  }
}
