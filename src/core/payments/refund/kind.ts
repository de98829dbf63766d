/** How refunds are kept. */
import { clockColumn, dueColumns, type KindDeclaration } from '../../kernel/kind_declaration.js';
import { dueRefund } from './due.js';
import type { Refund } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    refund: Refund;
  }

  interface EventTypes extends Record<keyof typeof REFUND_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const REFUND_EVENTS = {
  'charge.refund.updated': 'A refund of a charge was changed.',
  'refund.created': 'A refund was made.',
  'refund.failed': 'A refund did not arrive.',
  'refund.updated': 'A refund was changed.',
} as const satisfies Record<string, string>;

export const refund = {
  prefix: 're',
  table: 'refunds',
  resource: 'refunds',
  columns: {
    ...clockColumn,
    amount: (refund) => refund.amount,
    charge: (refund) => refund.charge,
    currency: (refund) => refund.currency,
    ...dueColumns,
    happened: (refund) => refund.created,
    payment_intent: (refund) => refund.payment_intent,
    status: (refund) => refund.status,
  },
  searches_metadata: false,
  references: ({ balance_transaction, charge, payment_intent, payment_method }) => ({
    balance_transaction,
    charge,
    payment_intent,
    payment_method,
  }),
  waits: { until: ({ due_at }) => due_at, command: dueRefund },
} as const satisfies KindDeclaration<Refund>;
