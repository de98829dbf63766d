/** The types of events: those that Daybook writes, and what filters of them mean. */
import { STRIPE_EVENT_TYPES } from './platform/webhook_endpoint/stripe_event_types.js';

/** Every type that Daybook writes. Types of records and of endpoints are Daybook's own; the rest are Stripe's. */
export const EVENT_TYPES = {
  'charge.captured': 'A charge was captured: nothing more of its authorization will be taken.',
  'charge.dispute.closed': 'A dispute is over: won, lost, or never more than an inquiry.',
  'charge.dispute.created': 'A charge was disputed.',
  'charge.dispute.funds_reinstated': 'A dispute was won, and its amount given back.',
  'charge.dispute.funds_withdrawn': 'The amount of a dispute was taken.',
  'charge.dispute.updated': 'A dispute was changed, mostly by evidence.',
  'charge.expired': 'An authorization ended before it was captured.',
  'charge.failed': 'A try to charge failed.',
  'charge.pending': 'A processor has not said yet how a charge ended.',
  'charge.refund.updated': 'A refund of a charge was changed.',
  'charge.refunded': 'Money of a charge went back, in part or in whole.',
  'charge.succeeded': 'A charge was authorized or paid.',
  'charge.updated': 'A charge was changed.',
  'customer.created': 'A customer was created.',
  'customer.deleted': 'A customer was deleted.',
  'customer.updated': 'A customer was changed.',
  'payment_attempt_record.created': 'An attempt was reported.',
  'payment_attempt_record.updated': 'An attempt was changed by a later report.',
  'payment_intent.amount_capturable_updated': 'What can be captured of a payment changed.',
  'payment_intent.canceled': 'A payment intent was canceled.',
  'payment_intent.created': 'A payment intent was created.',
  'payment_intent.payment_failed': 'A try to pay failed.',
  'payment_intent.processing': 'A processor has a payment, and has not said yet how it ended.',
  'payment_intent.requires_action': 'The payer has to authenticate.',
  'payment_intent.succeeded': 'A payment succeeded.',
  'payment_method.attached': 'A payment method was attached to a customer.',
  'payment_method.detached': 'A payment method was detached from its customer.',
  'payment_method.updated': 'A payment method was changed.',
  'payment_record.created': 'A payment record was created.',
  'payment_record.payment_attempt_canceled': 'The latest attempt was reported canceled.',
  'payment_record.payment_attempt_failed': 'The latest attempt was reported failed.',
  'payment_record.payment_attempt_guaranteed': 'The latest attempt was reported guaranteed.',
  'payment_record.payment_attempt_informed': 'More was reported about the latest attempt.',
  'payment_record.payment_attempt_reported': 'A further attempt was reported.',
  'payment_record.payment_reported': 'A payment was reported.',
  'payment_record.refunded': 'A refund was reported.',
  'payment_record.updated': 'A payment record was changed by a later report.',
  'refund.created': 'A refund was made.',
  'refund.failed': 'A refund did not arrive.',
  'refund.updated': 'A refund was changed.',
  'setup_intent.canceled': 'A setup intent was canceled.',
  'setup_intent.created': 'A setup intent was created.',
  'setup_intent.requires_action': 'The payer has to authenticate.',
  'setup_intent.setup_failed': 'The payment method could not be set up.',
  'setup_intent.succeeded': 'The payment method was set up.',
  'test_helpers.test_clock.advancing': 'A test clock is being advanced.',
  'test_helpers.test_clock.created': 'A test clock was created.',
  'test_helpers.test_clock.deleted': 'A test clock was deleted, and its customers with it.',
  'test_helpers.test_clock.ready': 'A test clock has come to the time that it was advanced to.',
  'radar.early_fraud_warning.created': 'An issuer says that a charge was probably fraud.',
  'radar.early_fraud_warning.updated': 'There is nothing left to be done about a warning.',
  'webhook_endpoint.disabled': 'An endpoint was taken out of service because it only failed for days.',
} as const satisfies Record<string, string>;

/**
 * Events that only older API versions show: under which type, and the date of the first version without them. In the
 * journal they have a name of their own, so that nothing has to be known of versions to pass over them.
 */
export const EARLIER_EVENTS = {
  'charge.hold_refunded': { type: 'charge.refunded', before: '2025-03-31' },
} as const satisfies Record<string, { readonly type: keyof typeof EVENT_TYPES; readonly before: string }>;

export type EventType = keyof typeof EVENT_TYPES | keyof typeof EARLIER_EVENTS;

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
