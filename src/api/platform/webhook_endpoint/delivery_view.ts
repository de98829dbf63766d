/** Deliveries as their owner sees them (extension): one event for one endpoint, with every try. */
import type { Delivery, DeliveryTry } from '../../../store/delivery_port.js';

const PREFIX = 'wdel_';
const EVENT_PREFIX = 'evt_';

/** A delivery is named by its event; within an endpoint that is enough. */
function deliveryId(event_id: string): string {
  return PREFIX + event_id.slice(EVENT_PREFIX.length);
}

export function eventIdOfDelivery(id: string): string | undefined {
  return id.startsWith(PREFIX) ? EVENT_PREFIX + id.slice(PREFIX.length) : undefined;
}

export function viewDelivery(delivery: Delivery, endpoint: string, livemode: boolean): object {
  const { due_at_ms, event, event_id, status, tries, type } = delivery;
  return {
    id: deliveryId(event_id),
    object: 'webhook_delivery',
    event: event_id,
    event_type: type,
    livemode,
    next_try: due_at_ms === null ? null : Math.ceil(due_at_ms / 1000),
    sequence: event,
    status,
    tries: tries.map(viewTry),
    webhook_endpoint: endpoint,
  };
}

function viewTry({ at_ms, latency_ms, status, body, error }: DeliveryTry): object {
  return {
    created: Math.floor(at_ms / 1000),
    error: error ?? null,
    latency_ms,
    response: status === undefined ? null : { status, body: body ?? null },
  };
}
