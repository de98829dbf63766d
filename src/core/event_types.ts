/** Every type of event that Daybook writes. Types of records and of endpoints are Daybook's own; the rest are Stripe's. */
export const EVENT_TYPES = {
  'customer.created': 'A customer was created.',
  'customer.deleted': 'A customer was deleted.',
  'customer.updated': 'A customer was changed.',
  'payment_attempt_record.created': 'An attempt was reported.',
  'payment_attempt_record.updated': 'An attempt was changed by a later report.',
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
  'webhook_endpoint.disabled': 'An endpoint was taken out of service because it only failed for days.',
} as const satisfies Record<string, string>;

export type EventType = keyof typeof EVENT_TYPES;

/** The types that a filter such as `payment_record.*` or `*` means; a type that does not exist means none. */
export function matchingTypes(filter: string): EventType[] {
  const all = Object.keys(EVENT_TYPES) as EventType[];
  if (!filter.endsWith('*')) return all.filter((type) => type === filter);
  const family = filter.slice(0, -1);
  return all.filter((type) => type.startsWith(family));
}
