/** Payments with the same reference of the processor: parts of one sale, or one payment that was reported twice. */
import type { List } from '../api/types.js';
import type { PaymentRow } from './payment_row.js';

/** How many of them are looked at. */
export const MOST = 20;

export function sameReferencePath(id: string): string {
  return `/v1/payment_records/${id}/same_reference`;
}

type Compared = Pick<PaymentRow, 'amount' | 'currency' | 'state'>;

/** Whether they may be the same payment: of the same amount, and neither has come to nothing. */
export function isPossibleDouble(one: Compared, other: Compared): boolean {
  const is_same = one.currency === other.currency && one.amount === other.amount;
  return is_same && [one, other].every(({ state }) => state !== 'failed' && state !== 'canceled');
}

/** `3`, or `20+` where there are more than were looked at. */
export function countText({ data, has_more }: List<unknown>): string {
  return has_more ? `${data.length}+` : String(data.length);
}
