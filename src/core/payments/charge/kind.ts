/** How charges are kept. */
import { clockColumn, type KindDeclaration } from '../../kernel/kind_declaration.js';
import { type Charge, isRefunded } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    charge: Charge;
  }

  interface EventTypes extends Record<keyof typeof CHARGE_EVENTS | keyof typeof EARLIER_CHARGE_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const CHARGE_EVENTS = {
  'charge.captured': 'A charge was captured: nothing more of its authorization will be taken.',
  'charge.expired': 'An authorization ended before it was captured.',
  'charge.failed': 'A try to charge failed.',
  'charge.pending': 'A processor has not said yet how a charge ended.',
  'charge.refunded': 'Money of a charge went back, in part or in whole.',
  'charge.succeeded': 'A charge was authorized or paid.',
  'charge.updated': 'A charge was changed.',
} as const satisfies Record<string, string>;

/**
 * Events that only older API versions show: under which type, and the date of the first version without them. In the
 * journal they have a name of their own, so that nothing has to be known of versions to pass over them.
 */
export const EARLIER_CHARGE_EVENTS = {
  'charge.hold_refunded': { type: 'charge.refunded', before: '2025-03-31' },
} as const satisfies Record<string, { readonly type: keyof typeof CHARGE_EVENTS; readonly before: string }>;

export const charge = {
  prefix: 'ch',
  table: 'charges',
  resource: 'charges',
  columns: {
    ...clockColumn,
    amount: (charge) => charge.amount,
    card_brand: (charge) => charge.payment_method_details.card?.brand ?? null,
    card_exp_month: (charge) => charge.payment_method_details.card?.exp_month ?? null,
    card_exp_year: (charge) => charge.payment_method_details.card?.exp_year ?? null,
    card_fingerprint: (charge) => charge.payment_method_details.card?.fingerprint ?? null,
    card_last4: (charge) => charge.payment_method_details.card?.last4 ?? null,
    currency: (charge) => charge.currency,
    customer: (charge) => charge.customer ?? null,
    disputed: (charge) => (charge.disputed ? 1 : 0),
    payment_intent: (charge) => charge.payment_intent,
    postal_code: (charge) => charge.payment_method_details.billing_details?.address?.postal_code ?? null,
    refunded: (charge) => (isRefunded(charge) ? 1 : 0),
    status: (charge) => charge.status,
  },
  searches_metadata: true,
  references: ({ balance_transaction, payment_attempt_record, payment_intent, payment_method_details }) => ({
    balance_transaction,
    payment_attempt_record,
    payment_intent,
    payment_method: payment_method_details.payment_method,
  }),
} as const satisfies KindDeclaration<Charge>;
