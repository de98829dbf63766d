/** How many endpoints have not received an event. */
import type { DeliveryReader } from '../../store/delivery_port.js';
import type { Scope } from '../../store/page.js';
import type { Reader, StoredEvent } from '../../store/port.js';
import { eventParts } from '../event_id.js';
import { isInService, listEndpoints, typesOf } from './endpoints.js';

/** By the number of the event; what is missing is zero. */
export async function pendingWebhooks(
  store: Reader & { readonly deliveries: Pick<DeliveryReader, 'cursors' | 'statuses'> },
  scope: Scope,
  events: readonly StoredEvent[],
): Promise<ReadonlyMap<number, number>> {
  const pending = new Map<number, number>();
  if (events.length === 0) return pending;
  const endpoints = (await listEndpoints(store, scope)).filter(isInService);
  if (endpoints.length === 0) return pending;
  const numbers = events.map(({ number }) => number);
  const [cursors, statuses] = await Promise.all([
    store.deliveries.cursors(scope),
    store.deliveries.statuses(scope, numbers),
  ]);
  const stored = new Map(statuses.map(({ endpoint, event, status }) => [`${endpoint}/${event}`, status]));
  for (const endpoint of endpoints) {
    const types = typesOf(endpoint);
    const cursor = cursors.find((each) => each.endpoint === endpoint.id && each.activation === endpoint.activation);
    for (const event of events) {
      const status = stored.get(`${endpoint.id}/${event.number}`);
      const { type } = eventParts(event).own;
      const is_still_to_send =
        types.includes(type) &&
        // Without a cursor nothing has been sent yet since the endpoint was put into service.
        (cursor === undefined ? event.entry.at_ms >= endpoint.activated_at * 1000 : event.number > cursor.handed);
      const is_pending = status === undefined ? is_still_to_send : status !== 'succeeded';
      if (is_pending) pending.set(event.number, (pending.get(event.number) ?? 0) + 1);
    }
  }
  return pending;
}
