/** Sending events again, one or a range of them, on somebody's request. */
import { shownType } from '../../core/event_types.js';
import type { WebhookEndpoint } from '../../core/platform/webhook_endpoint/types.js';
import type { WantedDelivery } from '../../store/delivery_port.js';
import type { Scope } from '../../store/page.js';
import type { EventQuery, Store, StoredEvent } from '../../store/port.js';
import { eventId, eventParts } from '../event_id.js';
import { enterService, typesOf } from './endpoints.js';

/** As many as one request makes due; the answer says where the next one has to begin. */
const REPLAYED_AT_ONCE = 10_000;
const PAGE = 500;

export interface ReplayRange {
  /** Numbers of events, inclusive. */
  readonly from_sequence?: number;
  readonly to_sequence?: number;
  /** Unix milliseconds, from inclusive, below exclusive. */
  readonly from_ms?: number;
  readonly below_ms?: number;
}

export interface Replayed {
  readonly count: number;
  readonly first: number | undefined;
  readonly last: number | undefined;
  readonly has_more: boolean;
}

/** Makes events due for an endpoint in service; false if it was taken out meanwhile. */
export async function sendAgain(
  store: Store,
  scope: Scope,
  endpoint: WebhookEndpoint,
  events: readonly StoredEvent[],
  now_ms: number,
): Promise<boolean> {
  await enterService(store, scope, endpoint, now_ms);
  const service = { scope, endpoint: endpoint.id, activation: endpoint.activation };
  return store.deliveries.enqueue(service, events.map(wantedDelivery), now_ms);
}

/** The events of a range that the endpoint wants, oldest first; undefined if it was taken out of service meanwhile. */
export async function replay(
  store: Store,
  scope: Scope,
  endpoint: WebhookEndpoint,
  range: ReplayRange,
  now_ms: number,
): Promise<Replayed | undefined> {
  const types = typesOf(endpoint);
  let after = (range.from_sequence ?? 1) - 1;
  let first: number | undefined;
  let count = 0;
  for (;;) {
    const query: EventQuery = {
      scope,
      limit: Math.min(PAGE, REPLAYED_AT_ONCE - count),
      ending_before: after,
      types,
      ...(range.to_sequence === undefined ? {} : { starting_after: range.to_sequence + 1 }),
      ...(range.from_ms === undefined ? {} : { from_ms: range.from_ms }),
      ...(range.below_ms === undefined ? {} : { below_ms: range.below_ms }),
    };
    const { items, has_more } = await store.events(query);
    const found = items.toReversed();
    if (!(await sendAgain(store, scope, endpoint, found, now_ms))) return undefined;
    first ??= found[0]?.number;
    after = found.at(-1)?.number ?? after;
    count += found.length;
    if (!has_more || count >= REPLAYED_AT_ONCE) {
      return { count, first, last: count === 0 ? undefined : after, has_more };
    }
  }
}

function wantedDelivery(event: StoredEvent): WantedDelivery {
  const { own, change } = eventParts(event);
  return { event: event.number, event_id: eventId(event), type: shownType(own.type), object: change.id };
}
