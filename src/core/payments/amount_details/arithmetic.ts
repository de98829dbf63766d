/** Whether amount details add up, and whether they tell tax and discounts in one way only. */
import { isRefusal, type Refusal, type Violation } from '../../kernel/errors.js';
import { greaterThanAmount, otherSum, sumTooLarge } from './refusals.js';
import type { AmountDetails, LineItem } from './types.js';

/**
 * The details with what is wrong with their sum, or a refusal where that is `enforced`.
 *
 * With line items everything must add up to the target. Without them, tax and shipping less the discount must not
 * exceed it, since they are a part of it.
 */
export function withArithmetic(
  details: AmountDetails,
  target_amount: number,
  enforced: boolean,
): AmountDetails | Refusal {
  const total = totalOf(details);
  if (isRefusal(total)) return total;
  const violation = violationOf(details, total, target_amount);
  if (violation === undefined) return details;
  if (enforced) return violation;
  return { ...details, error: { code: violation.code, message: violation.message } };
}

function violationOf({ line_items }: AmountDetails, total: number, target_amount: number): Violation | undefined {
  if (line_items !== undefined) {
    return total === target_amount ? undefined : otherSum(total, target_amount);
  }
  return total <= target_amount ? undefined : greaterThanAmount(total, target_amount);
}

/** What all parts add up to; refused where numbers cannot carry it exactly, in the end or on the way there. */
export function totalOf(details: AmountDetails): number | Refusal {
  const { line_items = [] } = details;
  const too_large = line_items.findIndex((item) => !Number.isSafeInteger(costOf(item)));
  if (too_large >= 0) return sumTooLarge(`amount_details[line_items][${too_large}]`);
  const parts = line_items.flatMap((item) => [costOf(item), ...taxAndDiscount(item)]);
  parts.push(...taxAndDiscount(details), details.shipping?.amount ?? 0);
  let total = 0;
  for (const part of parts) {
    total += part;
    if (Number.isSafeInteger(part) && Number.isSafeInteger(total)) continue;
    return sumTooLarge('amount_details');
  }
  return total;
}

function costOf({ unit_cost, quantity }: LineItem): number {
  return unit_cost * quantity;
}

function taxAndDiscount({ tax, discount_amount }: Pick<LineItem, 'tax' | 'discount_amount'>): readonly number[] {
  return [tax?.total_tax_amount ?? 0, -(discount_amount ?? 0)];
}

/** How the members that exclude each other are called behind `amount_details` or a line item. */
const EXCLUSIVE = { discount_amount: '[discount_amount]', tax: '[tax][total_tax_amount]' } as const;

export interface Conflict {
  readonly member: keyof typeof EXCLUSIVE;
  /** The name of the parameter for the whole amount. */
  readonly whole: string;
  /** Its name on the line item. */
  readonly line: string;
}

/** What the details tell for the whole amount and one of the line items tells for itself. */
export function conflictBetween(whole: AmountDetails, line_items: readonly LineItem[] = []): Conflict | undefined {
  for (const member of ['discount_amount', 'tax'] as const) {
    if (whole[member] === undefined) continue;
    const index = line_items.findIndex((item) => item[member] !== undefined);
    if (index < 0) continue;
    const name = EXCLUSIVE[member];
    return { member, whole: `amount_details${name}`, line: `amount_details[line_items][${index}]${name}` };
  }
  return undefined;
}
