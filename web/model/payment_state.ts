/** Stripe's records carry no status: the state follows from the amounts, by the same rule as on the server. */
import type { Money } from '../api/types.js';

export const PAYMENT_STATES = [
  'initiated',
  'authorized',
  'guaranteed',
  'partially_refunded',
  'refunded',
  'failed',
  'canceled',
] as const;
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What records and attempts have in common. */
export interface PaymentAmounts {
  readonly amount: Money;
  readonly amount_requested: Money;
  readonly amount_authorized: Money;
  readonly amount_guaranteed: Money;
  readonly amount_failed: Money;
  readonly amount_canceled: Money;
  readonly amount_refunded: Money;
}

export function stateOf(payment: PaymentAmounts): PaymentState {
  const refunded = payment.amount_refunded.value;
  const guaranteed = payment.amount_guaranteed.value;
  if (refunded > 0) return refunded === guaranteed ? 'refunded' : 'partially_refunded';
  if (guaranteed > 0) return 'guaranteed';
  if (payment.amount_failed.value > 0) return 'failed';
  if (payment.amount_canceled.value > 0) return 'canceled';
  return payment.amount_authorized.value > 0 ? 'authorized' : 'initiated';
}

export function isPaymentState(text: string): text is PaymentState {
  return (PAYMENT_STATES as readonly string[]).includes(text);
}
