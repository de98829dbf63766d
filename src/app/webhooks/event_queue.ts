/** The events that an endpoint is to be sent next, read from the store a page at a time. */

import type { Scope } from '../../store/page.js';
import type { EventQuery, Reader, StoredEvent } from '../../store/port.js';

const PAGE = 100;
/** Events that wait for one about the same object, in endpoints that keep their order; with more nothing is read. */
const WAITING_AT_MOST = 1_000;

export class EventQueue {
  #events: StoredEvent[] = [];
  /** Events after the cursor that are dealt with all the same: a delivery is stored for them, or under way. */
  #known: ReadonlySet<number> = new Set();
  /** How often it was emptied: what was being read meanwhile is not for it any more. */
  #emptied = 0;
  /** Up to here events have been read. */
  scanned = 0;

  get isFull(): boolean {
    return this.#events.length >= WAITING_AT_MOST;
  }

  /** The number of the first event that waits here. */
  get first(): number {
    return this.#events[0]?.number ?? Number.POSITIVE_INFINITY;
  }

  /** Begins after a cursor, without the events that are known. */
  restart(handed: number, known: readonly number[]): void {
    this.clear();
    this.#known = new Set(known);
    this.scanned = handed;
  }

  clear(): void {
    this.#emptied += 1;
    this.#events = [];
  }

  /** Takes the first event that may begin. */
  take(mayBegin: (event: StoredEvent) => boolean): StoredEvent | undefined {
    const index = this.#events.findIndex(mayBegin);
    return index < 0 ? undefined : this.#events.splice(index, 1)[0];
  }

  /** Reads a page of the events up to `head`; tells what has been added, which is what is wanted of it. */
  async read(reader: Reader, scope: Scope, types: readonly string[], head: number): Promise<readonly StoredEvent[]> {
    const query: EventQuery = {
      scope,
      limit: PAGE,
      ending_before: this.scanned,
      starting_after: head + 1,
      types,
    };
    const emptied = this.#emptied;
    const page = await reader.events(query);
    if (emptied !== this.#emptied) return [];
    const found = page.items.toReversed();
    this.scanned = page.has_more ? (found.at(-1)?.number ?? this.scanned) : head;
    const added = found.filter(({ number }) => !this.#known.has(number));
    this.#events.push(...added);
    return added;
  }
}
