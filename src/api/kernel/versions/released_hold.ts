/**
 * A hold that ended before anything of it was captured. Before 2025-03-31.basil it was shown as refunded, with a refund
 * of all that was on hold; no money moves, so Daybook stores none and makes it from the charge where it is asked for.
 */

import { compact } from '../../../core/kernel/shared.js';
import type { Charge } from '../../../core/payments/charge/types.js';
import type { Refund } from '../../../core/payments/refund/types.js';
import type { StoredRow } from '../../../store/port.js';
import type { Shown } from './shown.js';

export function showAsRefunded(shown: Shown, charge: Charge): void {
  if (charge.released_at === undefined) return;
  shown['amount_refunded'] = charge.amount;
  shown['refunded'] = true;
}

/** Ids of objects that belong together differ in their prefix only, as at Stripe. */
const CHARGE = 'ch_';
const REFUND = 're_';

/** The charge whose hold a refund with this id would be of. */
export function chargeOfRefund(id: string): string {
  return CHARGE + id.slice(REFUND.length);
}

/** As if it were stored; undefined of a charge whose hold did not end so. */
export function asRefund(charge: Charge): StoredRow | undefined {
  if (charge.released_at === undefined) return undefined;
  const refund = compact<Refund>({
    id: REFUND + charge.id.slice(CHARGE.length),
    created: charge.released_at,
    amount: charge.amount,
    currency: charge.currency,
    status: 'succeeded',
    charge: charge.id,
    customer: charge.customer,
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method_details.payment_method,
    reason: charge.expired === true ? 'expired_uncaptured_charge' : undefined,
  });
  return { kind: 'refund', id: refund.id, version: 1, document: JSON.stringify(refund) };
}
