/** What became of deliveries, and sending events again. */
import { eventParts, findEvent } from '../../../app/event_id.js';
import { isInService, isSent, listEndpoints } from '../../../app/webhooks/endpoints.js';
import { type ReplayRange, replay, sendAgain } from '../../../app/webhooks/replay.js';
import { errors, isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import { noSuchNumber } from '../../../core/platform/event/refusals.js';
import { outOfService } from '../../../core/platform/webhook_endpoint/refusals.js';
import type { WebhookEndpoint } from '../../../core/platform/webhook_endpoint/types.js';
import type { DeliveryQuery } from '../../../store/delivery_port.js';
import type { StoredEvent } from '../../../store/port.js';
import { checkCursors, DEFAULT_LIMIT, listEnvelope, paging } from '../../../wire/list.js';
import { boolean, described, enumeration, integer, string, timestamp } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { operation } from '../../kernel/operation.js';
import { eventOf, viewEvents } from '../event/reads.js';
import { eventIdOfDelivery, viewDelivery } from './delivery_view.js';
import { unreadableEvents } from './inputs.js';
import { findEndpoint } from './reads.js';
import { SENDING } from './sending.js';

const STATUSES = ['pending', 'succeeded', 'failed', 'canceled'] as const;

export const listDeliveries = operation({
  method: 'GET',
  path: '/v1/webhook_endpoints/:id/deliveries',
  summary: 'List what was sent to a webhook endpoint, and what is still to be sent again, the newest event first.',
  resource: 'webhook_endpoints',
  object: 'webhook_delivery',
  extension: true,
  parameters: {
    ...paging,
    status: described(
      enumeration(STATUSES),
      'Only deliveries in this status: `failed` are those that were given up after the last try.',
    ),
  },
  async run(call, given) {
    const exclusive = checkCursors(given);
    if (exclusive !== undefined) return exclusive;
    const row = await findEndpoint(call);
    if (isRefusal(row)) return row;
    const query: { -readonly [K in keyof DeliveryQuery]: DeliveryQuery[K] } = {
      scope: call.scope,
      endpoint: call.id,
      limit: given.limit ?? DEFAULT_LIMIT,
      ...(given.status === undefined ? {} : { status: given.status }),
    };
    for (const name of ['starting_after', 'ending_before'] as const) {
      const id = given[name];
      if (id === undefined) continue;
      const event = await findEvent(call.store, call.scope, eventIdOfDelivery(id) ?? '');
      if (event === undefined) return errors.noSuchReference('webhook_delivery', id, name);
      query[name] = event.number;
    }
    const { items, has_more } = await call.store.deliveries.deliveries(query);
    return listEnvelope(
      call.request.path,
      items.map((delivery) => viewDelivery(delivery, call.id, call.livemode)),
      has_more,
    );
  },
});

export const replayEvents = operation({
  method: 'POST',
  path: '/v1/webhook_endpoints/:id/replay',
  summary: 'Send the events of a range to a webhook endpoint again, oldest first: those of the types that it is sent.',
  resource: 'webhook_endpoints',
  object: 'webhook_replay',
  extension: true,
  needs: SENDING,
  parameters: {
    from: described(timestamp(), 'Events that were created at this time or later.'),
    to: described(timestamp(), 'Events that were created at this time or earlier.'),
    from_sequence: described(integer({ minimum: 1 }), 'The number of the first event, as in `Daybook-Sequence`.'),
    to_sequence: described(integer({ minimum: 1 }), 'The number of the last event.'),
  },
  async run(call, { from, to, from_sequence, to_sequence }, sending) {
    const row = await findEndpoint(call);
    if (isRefusal(row)) return row;
    const endpoint = documentAs('webhook_endpoint', row);
    const by_time = from ?? to;
    const by_sequence = from_sequence ?? to_sequence;
    if (by_time !== undefined && by_sequence !== undefined) {
      return errors.exclusive([
        from === undefined ? 'to' : 'from',
        from_sequence === undefined ? 'to_sequence' : 'from_sequence',
      ]);
    }
    if (by_time === undefined && by_sequence === undefined) return errors.missing('from');
    if (!isInService(endpoint)) return outOfService(call.id);
    const range: ReplayRange = {
      ...(from === undefined ? {} : { from_ms: from * 1000 }),
      ...(to === undefined ? {} : { below_ms: (to + 1) * 1000 }),
      ...(from_sequence === undefined ? {} : { from_sequence }),
      ...(to_sequence === undefined ? {} : { to_sequence }),
    };
    const next = ((await call.store.deliveries.heads()).get(call.scope) ?? 0) + 1;
    if (from_sequence !== undefined && from_sequence > next) {
      return noSuchNumber('from_sequence', from_sequence, next - 1);
    }
    const replayed = await replay(call.store, call.scope, endpoint, range, call.now_ms);
    if (replayed === undefined) return outOfService(call.id);
    sending.poke();
    return {
      object: 'webhook_replay',
      count: replayed.count,
      from_sequence: replayed.first ?? null,
      has_more: replayed.has_more,
      livemode: call.livemode,
      to_sequence: replayed.last ?? null,
      webhook_endpoint: call.id,
    };
  },
});

export const retryEvent = operation({
  method: 'POST',
  path: '/v1/events/:id/retry',
  summary: 'Send an event again, whatever became of it before: to one webhook endpoint, or to all that want its type.',
  resource: 'events',
  object: 'event',
  extension: true,
  needs: SENDING,
  parameters: {
    webhook_endpoint: described(
      string({ maximum_length: 255 }),
      'The id of the endpoint. Without it the event is sent to every endpoint in service that is sent its type.',
    ),
    for_stripecli: described(
      boolean(),
      "Sent by Stripe's CLI where it names no endpoint; not together with `webhook_endpoint`.",
    ),
  },
  async run(call, { webhook_endpoint: id, for_stripecli }, sending) {
    if (id !== undefined && for_stripecli === true) return errors.exclusive(['for_stripecli', 'webhook_endpoint']);
    const event = await eventOf(call, call.id);
    if (event === undefined) return errors.noSuchObject('event', call.id);
    if (id === undefined) {
      for (const endpoint of await endpointsFor(call, event)) {
        await sendAgain(call.store, call.scope, endpoint, [event], call.now_ms);
      }
    } else {
      const endpoint = await endpointNamed(call, id);
      if (isRefusal(endpoint)) return endpoint;
      const { type } = eventParts(event).own;
      // Whoever made it could read what it is sent; this event it would not have been.
      const refusal = isSent(endpoint, type) ? undefined : unreadableEvents(call, [type]);
      if (refusal !== undefined) return refusal;
      const is_due = await sendAgain(call.store, call.scope, endpoint, [event], call.now_ms);
      if (!is_due) return outOfService(id, 'webhook_endpoint');
    }
    sending.poke();
    const [shown] = await viewEvents(call, [event]);
    return shown as object;
  },
});

/** The endpoints in service that are sent events of this type. */
async function endpointsFor(call: Call, event: StoredEvent): Promise<WebhookEndpoint[]> {
  const { type } = eventParts(event).own;
  const endpoints = await listEndpoints(call.store, call.scope);
  return endpoints.filter((endpoint) => isInService(endpoint) && isSent(endpoint, type));
}

async function endpointNamed(call: Call, id: string): Promise<WebhookEndpoint | Refusal> {
  const row = await call.store.get(call.scope, 'webhook_endpoint', id);
  const endpoint = row && documentAs('webhook_endpoint', row);
  if (endpoint === undefined || endpoint.deleted === true) {
    return errors.noSuchReference('webhook_endpoint', id, 'webhook_endpoint');
  }
  return isInService(endpoint) ? endpoint : outOfService(id, 'webhook_endpoint');
}
