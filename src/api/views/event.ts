/** Events on the wire: made from the journal when they are asked for, so they always show what was true then. */
import type Stripe from 'stripe';
import { decodeBase62, encodeBase62 } from '../../core/ids.js';
import type { StoredEvent, StoredRow } from '../../store/port.js';
import type { Call } from '../call.js';

/** The id of an event says when and where in the journal it is: nothing has to be stored or looked up for it. */
export function eventId({ entry, number }: StoredEvent): string {
  return `evt_${encodeBase62(entry.at_ms, 8)}${encodeBase62(entry.scope, 2)}${encodeBase62(number, 14)}`;
}

/** The number in an event's id, or undefined for what no event's id can be. */
export function eventNumber(id: string): number | undefined {
  if (!/^evt_[0-9A-Za-z]{24}$/.test(id)) return undefined;
  const number = decodeBase62(id.slice(-14));
  return number === null || number > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : Number(number);
}

export async function findEvent(call: Call, id: string): Promise<StoredEvent | undefined> {
  const number = eventNumber(id);
  const event = number === undefined ? undefined : await call.store.event(call.scope, number);
  return event !== undefined && eventId(event) === id ? event : undefined;
}

/** Stripe's event; its list of types lacks Daybook's own. */
type ShownEvent = Omit<Stripe.EventBase, 'type'> & { readonly type: string };

export async function viewEvent(call: Call, event: StoredEvent): Promise<object> {
  const { entry, number } = event;
  const own = entry.events[number - entry.first_event];
  const change = own && entry.changes[own.change];
  if (own === undefined || change === undefined) throw new Error(`journal entry ${entry.position} is incomplete`);
  return {
    id: eventId(event),
    object: 'event' as const,
    api_version: entry.api_version,
    created: Math.floor(entry.at_ms / 1000),
    data: await viewData(call, own.type, change),
    livemode: call.livemode,
    pending_webhooks: 0,
    request: { id: entry.request_id, idempotency_key: entry.idempotency_key },
    type: own.type,
  } satisfies ShownEvent;
}

/**
 * Those of captures show it so that a client sees what each of several captures took. Other events of an object that
 * was there before, such as `payment_method.attached`, show only what it is now.
 */
const SHOWING_WHAT_CHANGED =
  /^payment_(attempt_)?record\.|\.updated$|^charge\.captured$|^payment_intent\.amount_capturable_updated$/;

async function viewData(call: Call, type: string, change: StoredRow): Promise<Stripe.Event.Data> {
  const before =
    change.version === 1
      ? undefined
      : await call.store.versionOf(call.scope, change.id, { version: change.version - 1 });
  if (before === undefined) return { object: call.render(change) };
  // What is deleted is shown as it last was.
  if (type.endsWith('.deleted')) return { object: call.render(before) };
  const object = call.render(change) as Record<string, unknown>;
  if (!SHOWING_WHAT_CHANGED.test(type)) return { object };
  return { object, previous_attributes: changed(call.render(before) as Record<string, unknown>, object) };
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
