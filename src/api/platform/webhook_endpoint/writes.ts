/** Creating, updating and deleting webhook endpoints, and replacing their secrets. */
import { currentSecret } from '../../../app/webhooks/secrets.js';
import { isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import { noConnectedAccounts } from '../../../core/platform/webhook_endpoint/refusals.js';
import { MAXIMUM_OVERLAP_SECONDS } from '../../../core/platform/webhook_endpoint/roll_secret.js';
import type { StoredRow } from '../../../store/port.js';
import { boolean, described, integer, required, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { operation } from '../../kernel/operation.js';
import {
  asRead,
  checkEndpoint,
  distinct,
  enabled_events,
  endpoint_parameters,
  unreadableEvents,
  url,
} from './inputs.js';
import { findEndpoint } from './reads.js';
import { SENDING } from './sending.js';

/** Deliveries that are read at once. */
const MAXIMUM_PAGE = 100;

export const createWebhookEndpoint = operation({
  method: 'POST',
  path: '/v1/webhook_endpoints',
  summary: 'Create a webhook endpoint. Its secret is shown only in this answer.',
  resource: 'webhook_endpoints',
  answers: 'webhook_endpoint',
  needs: SENDING,
  parameters: {
    enabled_events: required(enabled_events),
    url: required(url),
    api_version: described(string(), 'The version that events are written in for this endpoint.'),
    connect: described(boolean(), 'Only `false` can be given: there are no connected accounts here.'),
    ...endpoint_parameters,
  },
  async run(call, given, sending) {
    if (given.connect === true) {
      return noConnectedAccounts();
    }
    const refusal = unreadableEvents(call, given.enabled_events) ?? (await checkEndpoint(call, given, sending));
    if (refusal !== undefined) return refusal;
    const { api_version, description, metadata, ordered_by_object } = given;
    return call.commit(
      'webhook_endpoint.create',
      {
        url: asRead(given.url),
        enabled_events: distinct(given.enabled_events),
        api_version,
        description,
        metadata,
        ordered_by_object,
        limit: sending.endpoint_limit,
      },
      withSecret(call),
    );
  },
});

export const updateWebhookEndpoint = operation({
  method: 'POST',
  path: '/v1/webhook_endpoints/:id',
  summary: 'Update a webhook endpoint. Events that occur while it is disabled are not sent to it later.',
  resource: 'webhook_endpoints',
  answers: 'webhook_endpoint',
  needs: SENDING,
  parameters: {
    enabled_events,
    url,
    disabled: described(boolean(), 'Whether the endpoint is out of service.'),
    ...endpoint_parameters,
  },
  async run(call, given, sending) {
    const refusal = (await redirected(call, given)) ?? (await checkEndpoint(call, given, sending));
    if (refusal !== undefined) return refusal;
    const { description, disabled, metadata, ordered_by_object } = given;
    return call.commit('webhook_endpoint.update', {
      id: call.id,
      url: given.url === undefined ? undefined : asRead(given.url),
      enabled_events: given.enabled_events === undefined ? undefined : distinct(given.enabled_events),
      description,
      disabled,
      metadata,
      ordered_by_object,
    });
  },
});

export const rollWebhookSecret = operation({
  method: 'POST',
  path: '/v1/webhook_endpoints/:id/roll_secret',
  summary: 'Replace the secret of a webhook endpoint. The new one is shown only in this answer.',
  resource: 'webhook_endpoints',
  answers: 'webhook_endpoint',
  extension: true,
  parameters: {
    expires_in: described(
      integer({ minimum: 0, maximum: MAXIMUM_OVERLAP_SECONDS }),
      'For how many seconds deliveries are signed with the old secret too; 0 if left out.',
    ),
  },
  run: (call, { expires_in = 0 }) =>
    call.commit('webhook_endpoint.roll_secret', { id: call.id, expires_in }, withSecret(call)),
});

export const deleteWebhookEndpoint = operation({
  method: 'DELETE',
  path: '/v1/webhook_endpoints/:id',
  summary: 'Delete a webhook endpoint. Nothing more is sent to it.',
  resource: 'webhook_endpoints',
  parameters: {},
  run: (call) => call.commit('webhook_endpoint.delete', { id: call.id }),
});

/**
 * An endpoint that is sent other events, or is sent them elsewhere, is as good as a new one. What it was to be sent until
 * now counts too: events of those types may wait to be sent again, and narrowing may be the first of two steps.
 */
async function redirected(
  call: Call,
  { url, enabled_events }: { readonly url?: string; readonly enabled_events?: readonly string[] },
): Promise<Refusal | undefined> {
  if (url === undefined && enabled_events === undefined) return undefined;
  const row = await findEndpoint(call);
  if (isRefusal(row)) return row;
  const present = documentAs('webhook_endpoint', row);
  return (
    unreadableEvents(call, [...present.enabled_events, ...(enabled_events ?? [])]) ??
    (url === undefined ? undefined : await unreadableWaiting(call))
  );
}

/** What the key lacks to have sent elsewhere what waits for the endpoint, for whatever reason it was to be sent there. */
async function unreadableWaiting(call: Call): Promise<Refusal | undefined> {
  if (unreadableEvents(call, ['*']) === undefined) return undefined;
  const waiting = { scope: call.scope, endpoint: call.id, status: 'pending', limit: MAXIMUM_PAGE } as const;
  for (let after: number | undefined; ; ) {
    const { items, has_more } = await call.store.deliveries.deliveries({
      ...waiting,
      ...(after === undefined ? {} : { starting_after: after }),
    });
    const refusal = unreadableEvents(call, distinct(items.map(({ type }) => type)));
    if (refusal !== undefined || !has_more) return refusal;
    after = items.at(-1)?.event;
  }
}

function withSecret(call: Call): (row: StoredRow) => object {
  return (row) => {
    const endpoint = documentAs('webhook_endpoint', row);
    return { ...call.rendering.render(row), secret: currentSecret(call.store.fingerprint_key, endpoint) };
  };
}
