/** Customers, events, webhooks, keys, requests. */
export const RESOURCE_TEXTS = {
  'customer.email': ['E-mail', 'E-Mail'],
  'customer.name': ['Name', 'Name'],
  'customer.phone': ['Phone', 'Telefon'],
} as const;
