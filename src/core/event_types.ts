/** The types of events: those that Daybook writes, and what filters of them mean. */
import { BILLING_EVENTS } from './billing/registry.js';
import type { EventType } from './kernel/kind.js';
import { EARLIER_PAYMENTS_EVENTS, PAYMENTS_EVENTS } from './payments/registry.js';
import { PLATFORM_EVENTS } from './platform/registry.js';
import { STRIPE_EVENT_TYPES } from './platform/webhook_endpoint/stripe_event_types.js';

/** Every type that Daybook writes. Types of records and of endpoints are Daybook's own; the rest are Stripe's. */
export const EVENT_TYPES = { ...BILLING_EVENTS, ...PAYMENTS_EVENTS, ...PLATFORM_EVENTS } satisfies Readonly<
  Record<Exclude<EventType, keyof typeof EARLIER_PAYMENTS_EVENTS>, string>
>;

/** Those that only older API versions show. */
export const EARLIER_EVENTS = { ...EARLIER_PAYMENTS_EVENTS };

const OWN = [...Object.keys(EVENT_TYPES), ...Object.keys(EARLIER_EVENTS)] as EventType[];

/**
 * The types that Daybook writes and a filter such as `payment_record.*` or `*` means in an API version of this date, as the
 * journal has them; none for what does not occur.
 */
export function matchingTypes(filter: string, version_date?: string): EventType[] {
  return OWN.filter((type) => hasEvent(version_date, type) && isMeant(shownType(type), filter));
}

/** Whether a filter means anything that Daybook writes or that Stripe documents, though it may never occur. */
export function isKnownFilter(filter: string): boolean {
  return [...OWN.map(shownType), ...STRIPE_EVENT_TYPES].some((type) => isMeant(type, filter));
}

function isMeant(type: string, filter: string): boolean {
  return filter.endsWith('*') ? type.startsWith(filter.slice(0, -1)) : type === filter;
}

const STRIPES_OWN: ReadonlySet<string> = new Set(STRIPE_EVENT_TYPES);

/** Whether Stripe has this type too: clients know what to do with it. */
export function isStripeEventType(type: string): boolean {
  return STRIPES_OWN.has(shownType(type));
}

/** Whether a version of this date has events of a type; the newest versions, where no date is given. */
export function hasEvent(version_date: string | undefined, type: string): boolean {
  const earlier = earlierEvent(type);
  return earlier === undefined || (version_date !== undefined && version_date < earlier.before);
}

/** The type that the world sees. */
export function shownType(type: string): string {
  return earlierEvent(type)?.type ?? type;
}

function earlierEvent(type: string) {
  return Object.hasOwn(EARLIER_EVENTS, type) ? EARLIER_EVENTS[type as keyof typeof EARLIER_EVENTS] : undefined;
}
