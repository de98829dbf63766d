/** Ids of events say when and where in the journal they are: nothing has to be stored or looked up for them. */
import { decodeBase62, encodeBase62 } from '../core/kernel/ids.js';
import type { Scope } from '../store/page.js';
import type { JournalEvent, Reader, StoredEvent, StoredRow } from '../store/port.js';

export function eventId({ entry, number }: StoredEvent): string {
  return `evt_${encodeBase62(entry.at_ms, 8)}${encodeBase62(entry.scope, 2)}${encodeBase62(number, 14)}`;
}

/** The number in an event's id, or undefined for what no event's id can be. */
export function eventNumber(id: string): number | undefined {
  if (!/^evt_[0-9A-Za-z]{24}$/.test(id)) return undefined;
  const number = decodeBase62(id.slice(-14));
  return number === null || number > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(number);
}

export async function findEvent(reader: Reader, scope: Scope, id: string): Promise<StoredEvent | undefined> {
  const number = eventNumber(id);
  const event = number === undefined ? undefined : await reader.event(scope, number);
  return event !== undefined && eventId(event) === id ? event : undefined;
}

/** The event as its entry lists it, and the version of the object that it shows. */
export function eventParts({ entry, number }: StoredEvent): { own: JournalEvent; change: StoredRow } {
  const own = entry.events[number - entry.first_event];
  const change = own && entry.changes[own.change];
  if (own === undefined || change === undefined) throw new Error(`journal entry ${entry.position} is incomplete`);
  return { own, change };
}
