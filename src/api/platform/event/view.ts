/** Events on the wire: made from the journal when they are asked for, so they always show what was true then. */
import type Stripe from 'stripe';
import { eventId, eventParts } from '../../../app/event_id.js';
import { shownType } from '../../../core/event_types.js';
import type { StoredEvent, StoredRow } from '../../../store/port.js';
import { type ListSource, putInLists } from '../../kernel/included_lists.js';

/** Where an event is rendered for: a request, or a webhook endpoint. What is in it is as it was when it happened. */
export interface EventSource extends Omit<ListSource, 'then'> {
  readonly livemode: boolean;
}

/** What is not in the journal. */
interface Beside {
  readonly pending_webhooks: number;
  /** In place of the version of the request that caused the event. */
  readonly api_version?: string;
}

/** Stripe's event; its list of types lacks Daybook's own. */
type ShownEvent = Omit<Stripe.EventBase, 'type'> & { readonly type: string };

export async function viewEvent(
  source: EventSource,
  event: StoredEvent,
  { pending_webhooks, api_version }: Beside,
): Promise<object> {
  const { entry } = event;
  const { own, change } = eventParts(event);
  const type = shownType(own.type);
  const data = await viewData(source, type, change);
  await putInLists({ ...source, then: stateAt(source, event) }, change.kind, data.object, JSON.parse(change.document));
  return {
    id: eventId(event),
    object: 'event' as const,
    api_version: api_version ?? entry.api_version,
    created: Math.floor(entry.at_ms / 1000),
    data,
    livemode: source.livemode,
    pending_webhooks,
    request: { id: entry.request_id, idempotency_key: entry.idempotency_key },
    type,
  } satisfies ShownEvent;
}

/**
 * Objects as they were when an event happened. Other events of its entry come before and after it, so of what the entry
 * changed that counts which no later event is the first to show.
 */
function stateAt({ store, scope }: EventSource, { entry, number }: StoredEvent) {
  const told = entry.events.slice(0, number - entry.first_event + 1);
  const reached = Math.max(...told.map(({ change }) => change));
  return async ({ id }: StoredRow): Promise<StoredRow | undefined> => {
    const own = entry.changes.findLast((change, index) => change.id === id && index <= reached);
    if (own !== undefined) return own;
    const later = entry.changes.find((change) => change.id === id);
    if (later !== undefined) return store.versionOf(scope, id, { version: later.version - 1 });
    const { items } = await store.history({ scope, id, starting_after: entry.position + 1, limit: 1 });
    return items[0]?.changes.findLast((change) => change.id === id);
  };
}

/**
 * Those of captures show it so that a client sees what each of several captures took, and that of a method which was
 * detached, whose it was. Other events of an object that was there before, such as `payment_method.attached`, show only what it is now.
 */
const SHOWING_WHAT_CHANGED =
  /^payment_(attempt_)?record\.|\.updated$|^charge\.captured$|^payment_method\.detached$|^payment_intent\.amount_capturable_updated$/;

async function viewData(source: EventSource, type: string, change: StoredRow): Promise<Stripe.Event.Data> {
  const before =
    change.version === 1
      ? undefined
      : await source.store.versionOf(source.scope, change.id, { version: change.version - 1 });
  if (before === undefined) return { object: source.render(change) };
  // What is deleted is shown as it last was.
  if (type.endsWith('.deleted')) return { object: source.render(before) };
  const object = source.render(change) as Record<string, unknown>;
  if (!SHOWING_WHAT_CHANGED.test(type)) return { object };
  return { object, previous_attributes: changed(source.render(before) as Record<string, unknown>, object) };
}

/** The members that differ, as they were; members of hashes one by one. */
function changed(before: Record<string, unknown>, after: Record<string, unknown>): Record<string, unknown> {
  const differing: Record<string, unknown> = {};
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [own(before, key), own(after, key)];
    if (JSON.stringify(old) === JSON.stringify(now)) continue;
    differing[key] = isHash(old) && isHash(now) ? changed(old, now) : (old ?? null);
  }
  return differing;
}

/** Keys of metadata are the client's: `constructor` must not find what every object has. */
function own(object: Record<string, unknown>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isHash(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
