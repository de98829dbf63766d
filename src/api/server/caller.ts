/** Who a request is from, by its key or by a session of the dashboard, and whether that may do what it asks for. */
import type { Identity } from '../../app/key_ring.js';
import { errors, isRefusal, type Refusal } from '../../core/kernel/errors.js';
import { keyInHeader, maskedKey, presentedKey } from '../../wire/authorization.js';
import { accessOf, missingRight } from '../kernel/access.js';
import type { Caller } from '../kernel/actor.js';
import type { IncomingRequest } from '../kernel/incoming_request.js';
import type { Operation } from '../kernel/operation.js';
import { headerOf } from '../kernel/request_headers.js';
import { isFromDashboard, isFromLink, sessionIdentity } from '../platform/dashboard/session.js';
import type { Environment } from './environment.js';
import { otherKey } from './refusals.js';

export async function callerOf(
  environment: Environment,
  operation: Operation,
  request: IncomingRequest,
  now_ms: number,
  key_parameter: string | undefined,
): Promise<Caller | Refusal> {
  const caller = await presentedBy(environment, operation, request, now_ms, key_parameter);
  if (isRefusal(caller)) return caller;
  const { key, scope } = caller.identity;
  const limiter = scope.livemode ? environment.limiters.live : environment.limiters.test;
  if (!limiter.allows(key.id, performance.now())) return errors.rateLimited();
  return unfit(operation, request, caller.identity) ?? caller;
}

/** Whether an answer that takes its time may go on: keys are revoked, and sessions end, while it does. */
export async function isStillAllowed(
  environment: Environment,
  operation: Operation,
  request: IncomingRequest,
  now_ms: number,
): Promise<boolean> {
  const caller = await presentedBy(environment, operation, request, now_ms);
  return !isRefusal(caller) && unfit(operation, request, caller.identity) === undefined;
}

/** A key that is sent says who asks, whatever cookies come with it. */
async function presentedBy(
  environment: Environment,
  operation: Operation,
  request: IncomingRequest,
  now_ms: number,
  key_parameter?: string,
): Promise<Caller | Refusal> {
  const { headers } = request;
  const in_header = keyInHeader(headerOf(headers, 'authorization'));
  if (in_header !== undefined && key_parameter !== undefined && in_header !== key_parameter) {
    return otherKey();
  }
  const key = in_header ?? key_parameter;
  if (key === undefined) {
    const is_signed_in = isFromDashboard(headers) || (operation.linked && isFromLink(headers));
    if (!is_signed_in) return errors.noKey();
    const identity = await sessionIdentity(environment.dashboard.sessions, request, now_ms);
    return isRefusal(identity) ? identity : { identity, via: 'dashboard' };
  }
  const presented = presentedKey(key);
  const masked = maskedKey(key);
  if (presented === undefined) return errors.badKey(masked);
  const identity = await environment.keys.identify(key, presented.livemode, now_ms);
  if (identity === undefined) return errors.badKey(masked);
  if (identity === 'expired') return errors.expiredKey(masked);
  return { identity, via: undefined };
}

/** Why a key that is known may not do this. */
function unfit(operation: Operation, { headers }: IncomingRequest, { key, scope }: Identity): Refusal | undefined {
  if (key.type === 'publishable' && !operation.publishable) return errors.secretKeyRequired();
  const { account } = scope;
  for (const name of ['stripe-account', 'stripe-context']) {
    const other = headerOf(headers, name);
    if (other !== undefined && other !== account) return errors.otherAccount(other);
  }
  const needed = operation.method === 'GET' ? 'read' : 'write';
  if (accessOf(key).may(operation.resource, needed)) return undefined;
  return missingRight({ key, scope }, operation.resource, needed);
}
