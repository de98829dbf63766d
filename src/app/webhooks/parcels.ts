/** What is sent of an event: made once for all endpoints that want it in the same version, and kept for a while. */
import { hasEvent } from '../../core/event_types.js';
import type { Reader, ScopeInfo, StoredEvent } from '../../store/port.js';
import { eventId, eventParts } from '../event_id.js';
import { dateOf } from './endpoints.js';

/** The text of an event as it is sent: in a version, or in the default one, with the number of endpoints to come. */
export type RenderEvent = (
  scope: ScopeInfo,
  event: StoredEvent,
  api_version: string | undefined,
  pending_webhooks: number,
) => Promise<string>;

export interface Parcel {
  readonly body: string;
  /** The id of the event before it about the same object. */
  readonly previous: string | undefined;
}

/** In each of two generations; an event is a few kilobytes. */
const KEPT = 1_000;

export class Parcels {
  readonly #reader: Reader;
  readonly #render: RenderEvent;
  #young = new Map<string, Promise<Parcel>>();
  #old: ReadonlyMap<string, Promise<Parcel>> = new Map();

  constructor(reader: Reader, render: RenderEvent) {
    this.#reader = reader;
    this.#render = render;
  }

  get(
    scope: ScopeInfo,
    event: StoredEvent,
    api_version: string | undefined,
    pending_webhooks: number,
  ): Promise<Parcel> {
    const key = `${scope.scope}/${event.number}/${api_version ?? ''}/${pending_webhooks}`;
    const young = this.#young.get(key);
    if (young !== undefined) return young;
    const parcel = this.#old.get(key) ?? this.#make(scope, event, api_version, pending_webhooks);
    if (this.#young.size >= KEPT) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, parcel);
    // A failure is not kept: the next one who asks tries again.
    parcel.catch(() => this.#young.delete(key));
    return parcel;
  }

  async #make(
    scope: ScopeInfo,
    event: StoredEvent,
    api_version: string | undefined,
    pending_webhooks: number,
  ): Promise<Parcel> {
    const [body, previous] = await Promise.all([
      this.#render(scope, event, api_version, pending_webhooks),
      previousEvent(this.#reader, event, api_version),
    ]);
    return { body, previous: previous && eventId(previous) };
  }
}

/** Changes of one object without an event of their own are rare; more of them in a row than this are not looked through. */
const LOOKED_THROUGH = 100;

/** The event before this one about the same object, of those that an API version has. */
async function previousEvent(
  reader: Reader,
  event: StoredEvent,
  api_version?: string,
): Promise<StoredEvent | undefined> {
  const { entry, number } = event;
  const { id } = eventParts(event).change;
  const version_date = dateOf({ api_version });
  const earlier = lastAbout(entry, id, number - entry.first_event, version_date);
  if (earlier !== undefined) return earlier;
  const { items } = await reader.history({
    scope: entry.scope,
    id,
    starting_after: entry.position,
    limit: LOOKED_THROUGH,
  });
  for (const before of items) {
    const found = lastAbout(before, id, before.events.length, version_date);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The last of the first `count` events of an entry that shows the object. */
function lastAbout(
  entry: StoredEvent['entry'],
  id: string,
  count: number,
  version_date: string | undefined,
): StoredEvent | undefined {
  const index = entry.events
    .slice(0, count)
    .findLastIndex(({ change, type }) => entry.changes[change]?.id === id && hasEvent(version_date, type));
  return index < 0 ? undefined : { entry, number: entry.first_event + index };
}
