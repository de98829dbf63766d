/** How payment intents are kept. */
import { clockColumn, dueColumns, type KindDeclaration } from '../../kernel/kind_declaration.js';
import { duePaymentIntent } from './due.js';
import type { PaymentIntent } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    payment_intent: PaymentIntent;
  }

  interface EventTypes extends Record<keyof typeof PAYMENT_INTENT_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const PAYMENT_INTENT_EVENTS = {
  'payment_intent.amount_capturable_updated': 'What can be captured of a payment changed.',
  'payment_intent.canceled': 'A payment intent was canceled.',
  'payment_intent.created': 'A payment intent was created.',
  'payment_intent.payment_failed': 'A try to pay failed.',
  'payment_intent.processing': 'A processor has a payment, and has not said yet how it ended.',
  'payment_intent.requires_action': 'The payer has to authenticate.',
  'payment_intent.succeeded': 'A payment succeeded.',
} as const satisfies Record<string, string>;

export const payment_intent = {
  prefix: 'pi',
  table: 'payment_intents',
  resource: 'payment_intents',
  columns: {
    ...clockColumn,
    amount: (intent) => intent.amount,
    amount_capturable: (intent) => intent.amount_capturable ?? null,
    currency: (intent) => intent.currency,
    customer: (intent) => intent.customer ?? null,
    ...dueColumns,
    status: (intent) => intent.status,
  },
  searches_metadata: true,
  references: ({ latest_charge, latest_payment_attempt_record, payment_method, payment_record }) => ({
    charge: latest_charge,
    payment_attempt_record: latest_payment_attempt_record,
    payment_method,
    payment_record,
  }),
  waits: { until: ({ due_at }) => due_at, command: duePaymentIntent },
} as const satisfies KindDeclaration<PaymentIntent>;
