/** What tables, pictures and sentences take from a dispute. */
import type { Charge, Customer, Dispute } from '../api/types.js';
import { type DisputeReason, type DisputeStatus, isAnswerable } from './dispute_status.js';
import { brandName, type MethodShown } from './method.js';

const URGENT_SECONDS = 3 * 86_400;

/** Undefined where nobody waits for evidence. */
export function urgencyOf(
  status: DisputeStatus,
  due_by: number,
  now: number,
): 'overdue' | 'soon' | 'later' | undefined {
  if (!isAnswerable(status)) return undefined;
  if (due_by < now) return 'overdue';
  return due_by - now < URGENT_SECONDS ? 'soon' : 'later';
}

interface Moved {
  readonly amount: number;
  readonly fee: number;
}

/** What the bank has taken and not given back, and the fees that it never does. Minor units. */
export function withdrawnBy(movements: readonly Moved[]): { amount: number; fee: number } {
  return {
    amount: movements.reduce((sum, { amount }) => sum - amount, 0),
    fee: movements.reduce((sum, { fee }) => sum + fee, 0),
  };
}

/** What the table keeps of a dispute. */
export interface DisputeRow {
  readonly id: string;
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly status: DisputeStatus;
  readonly reason: DisputeReason;
  readonly due_by: number;
  /** The intent, by whose id the payment is found as well. */
  readonly payment: string;
  readonly method: MethodShown | null;
  readonly customer: string | null;
}

export function disputeRow(dispute: Dispute): DisputeRow {
  const { id, created, amount, currency, status, reason } = dispute;
  const charge = chargeOf(dispute);
  const card = charge?.payment_method_details?.card;
  return {
    id,
    created,
    amount,
    currency,
    status,
    reason,
    due_by: dispute.evidence_details.due_by ?? 0,
    payment: String(dispute.payment_intent),
    method: card == null ? null : { name: brandName(card.brand ?? 'card'), brand: card.brand, last4: card.last4 },
    customer: charge === undefined ? null : payerOf(charge),
  };
}

/** The charge, where it was asked for with the dispute. */
export function chargeOf({ charge }: Dispute): Charge | undefined {
  return typeof charge === 'string' ? undefined : charge;
}

/** Who paid, by the best that is known of them. */
export function payerOf({ customer, billing_details }: Charge): string | null {
  const known = typeof customer === 'object' ? (customer as Customer | null) : null;
  const id = typeof customer === 'string' ? customer : (known?.id ?? null);
  return known?.name ?? known?.email ?? billing_details.name ?? billing_details.email ?? id;
}
