/** What became of an amount, as parts that add up to the whole: the picture of a payment. */
import type { PaymentAmounts } from './payment_state.js';

export const PART_NAMES = ['kept', 'disputed', 'refunded', 'held', 'failed', 'canceled', 'open'] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface AmountPart {
  readonly name: PartName;
  readonly value: number;
}

export interface AmountParts {
  /** In the order of PART_NAMES, without those that are nothing. */
  readonly parts: readonly AmountPart[];
  /** Their sum: what is to be collected, or more where more than that was authorized. */
  readonly total: number;
}

/**
 * `kept` is what was guaranteed and not given back, `disputed` what the bank has taken of it, `held` what is authorized
 * and neither taken nor released, `open` what nothing has become of yet.
 */
export function amountParts(payment: PaymentAmounts, disputed = 0): AmountParts {
  const guaranteed = payment.amount_guaranteed.value;
  const refunded = payment.amount_refunded.value;
  const failed = payment.amount_failed.value;
  const canceled = payment.amount_canceled.value;
  const held = Math.max(0, payment.amount_authorized.value - guaranteed - canceled - failed);
  const accounted = guaranteed + held + failed + canceled;
  const values: Record<PartName, number> = {
    kept: guaranteed - refunded - disputed,
    disputed,
    refunded,
    held,
    failed,
    canceled,
    open: Math.max(0, payment.amount.value - accounted),
  };
  const parts = PART_NAMES.map((name) => ({ name, value: values[name] })).filter(({ value }) => value > 0);
  return { parts, total: parts.reduce((sum, { value }) => sum + value, 0) };
}
