/** How customers are kept. */
import { clockColumn, type KindDeclaration } from '../../kernel/kind_declaration.js';
import type { Customer } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    customer: Customer;
  }

  interface EventTypes extends Record<keyof typeof CUSTOMER_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const CUSTOMER_EVENTS = {
  'customer.created': 'A customer was created.',
  'customer.deleted': 'A customer was deleted.',
  'customer.updated': 'A customer was changed.',
} as const satisfies Record<string, string>;

export const customer = {
  prefix: 'cus',
  table: 'customers',
  resource: 'customers',
  columns: {
    ...clockColumn,
    deleted: (customer) => (customer.deleted ? 1 : 0),
    email: (customer) => customer.email ?? null,
    name: (customer) => customer.name ?? null,
    phone: (customer) => customer.phone ?? null,
    test_clock: (customer) => customer.test_clock ?? null,
  },
  searches_metadata: true,
} as const satisfies KindDeclaration<Customer>;
