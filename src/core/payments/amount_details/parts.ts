/** Whether a currency carries the parts that an amount is made of. */
import { checkCarried } from '../../kernel/carried_amounts.js';
import type { Refusal } from '../../kernel/errors.js';
import type { AmountDetails, GivenAmountDetails, LineItem } from './types.js';

type Told = AmountDetails | GivenAmountDetails | null | undefined;

/** The refusal of the first part that cannot be paid in the currency; it names the part as a parameter. */
export function checkParts(told: Told, currency: string): Refusal | undefined {
  for (const [param, amount] of partsOf(told)) {
    const refused = checkCarried(amount ?? 0, currency, param);
    if (refused !== undefined) return refused;
  }
  return undefined;
}

type Part = readonly [param: string, amount: number | null | undefined];

function partsOf(told: Told): Part[] {
  const items = told?.line_items ?? [];
  return [
    ...taxAndDiscount('amount_details', told),
    ['amount_details[shipping][amount]', told?.shipping?.amount],
    ...items.flatMap((item, index) => partsOfItem(`amount_details[line_items][${index}]`, item)),
  ];
}

function partsOfItem(name: string, item: Omit<LineItem, 'id'>): Part[] {
  return [[`${name}[unit_cost]`, item.unit_cost], ...taxAndDiscount(name, item)];
}

function taxAndDiscount(
  name: string,
  told: Pick<GivenAmountDetails, 'discount_amount' | 'tax'> | null | undefined,
): Part[] {
  return [
    [`${name}[discount_amount]`, told?.discount_amount],
    [`${name}[tax][total_tax_amount]`, told?.tax?.total_tax_amount],
  ];
}
