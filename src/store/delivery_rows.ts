/** Rows of the table of deliveries, as both engines return them. */
import type { Delivery } from './delivery_port.js';

export interface DeliveryRow extends Omit<Delivery, 'tries'> {
  readonly tries: string;
}

export const DELIVERY_COLUMNS = [
  'event',
  'event_id',
  'type',
  'object',
  'status',
  'round',
  'tries_in_round',
  'due_at_ms',
  'finished_at_ms',
  'tries',
] as const satisfies readonly (keyof Delivery)[];

export function deliveryOf({ tries, ...row }: DeliveryRow): Delivery {
  return { ...row, tries: JSON.parse(tries) as Delivery['tries'] };
}

/** What becomes of a delivery when the service that it was for is over: nothing is sent again. */
export function afterService(delivery: Delivery, now_ms: number): Delivery {
  if (delivery.status !== 'pending') return delivery;
  return { ...delivery, status: 'canceled', due_at_ms: null, finished_at_ms: now_ms };
}
