/** In endpoints that keep the order of events about one object: the objects that earlier deliveries may be pending for. */
import type { DeliveryReader, EndpointName } from '../../store/delivery_port.js';
import type { StoredEvent } from '../../store/port.js';
import { eventParts } from '../event_id.js';

export class PendingObjects {
  readonly #deliveries: Pick<DeliveryReader, 'waitingObjects'>;
  readonly #endpoint: EndpointName;
  readonly #objects = new Set<string>();

  constructor(deliveries: Pick<DeliveryReader, 'waitingObjects'>, endpoint: EndpointName) {
    this.#deliveries = deliveries;
    this.#endpoint = endpoint;
  }

  has(object: string): boolean {
    return this.#objects.has(object);
  }

  add(object: string): void {
    this.#objects.add(object);
  }

  clear(): void {
    this.#objects.clear();
  }

  /** Looks which of the events are about an object that something is pending for. */
  async note(events: readonly StoredEvent[]): Promise<void> {
    const objects = [...new Set(events.map((event) => eventParts(event).change.id))];
    for (const object of await this.#deliveries.waitingObjects(this.#endpoint, objects)) this.add(object);
  }

  /** Whether an earlier delivery about the object is pending; none is under way, so the store knows. */
  async isPending(object: string): Promise<boolean> {
    if (!this.has(object)) return false;
    const waiting = await this.#deliveries.waitingObjects(this.#endpoint, [object]);
    if (waiting.length === 0) this.#objects.delete(object);
    return waiting.length > 0;
  }
}
