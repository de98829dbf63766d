/** What the table of payments keeps of a record. */
import type { PaymentRecord } from '../api/types.js';
import { customerOf, type MethodShown, methodOf, processorOf, referenceOf } from './method.js';
import { type PaymentState, stateOf } from './payment_state.js';

/** What the table shows that records say only where they are asked. */
export const INCLUDED = { include: ['attempts', 'decline_reason', 'fee'] } as const;

export interface PaymentRow {
  readonly id: string;
  /** Null where only when it was recorded is known. */
  readonly happened: number | null;
  readonly created: number;
  readonly state: PaymentState;
  readonly amount: number;
  readonly captured: number;
  readonly refunded: number;
  /** Null where nobody knows of one. */
  readonly fee: number | null;
  readonly decline_reason: string | null;
  readonly currency: string;
  readonly method: MethodShown | null;
  readonly processor: string;
  readonly reference: string | null;
  readonly customer: string | null;
  readonly description: string | null;
  /** Null where it was not asked for. */
  readonly attempts: number | null;
}

export function paymentRow(record: PaymentRecord): PaymentRow {
  return {
    id: record.id,
    happened: record.happened,
    created: record.created,
    state: stateOf(record),
    amount: record.amount.value,
    captured: record.amount_guaranteed.value,
    refunded: record.amount_refunded.value,
    fee: record.fee ?? null,
    decline_reason: record.decline_reason ?? null,
    currency: record.amount.currency,
    method: methodOf(record.payment_method_details),
    processor: processorOf(record),
    reference: referenceOf(record),
    customer: customerOf(record),
    description: record.description,
    attempts: record.attempts ?? null,
  };
}
