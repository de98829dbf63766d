/** How payment methods are kept. */
import type { KindDeclaration } from '../../kernel/kind_declaration.js';
import type { PaymentMethod } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    payment_method: PaymentMethod;
  }

  interface EventTypes extends Record<keyof typeof PAYMENT_METHOD_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const PAYMENT_METHOD_EVENTS = {
  'payment_method.attached': 'A payment method was attached to a customer.',
  'payment_method.detached': 'A payment method was detached from its customer.',
  'payment_method.updated': 'A payment method was changed.',
} as const satisfies Record<string, string>;

export const payment_method = {
  prefix: 'pm',
  table: 'payment_methods',
  resource: 'payment_methods',
  columns: {
    allow_redisplay: (method) => method.allow_redisplay ?? 'unspecified',
    customer: (method) => method.customer ?? null,
    type: (method) => method.type,
  },
  searches_metadata: false,
} as const satisfies KindDeclaration<PaymentMethod>;
