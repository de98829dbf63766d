/** What line items come to, with what is told for the whole of an amount beside them. */
import type { LineItem, PaymentIntent } from '../api/types.js';

/** Told for the whole of an amount, beside its items. */
export interface Whole {
  readonly shipping: number;
  readonly tax: number;
  readonly discount: number;
}

export const WHOLE_PARTS = ['shipping', 'tax', 'discount'] as const satisfies readonly (keyof Whole)[];

type Details = PaymentIntent['amount_details'];

export function wholeOf(details: Details): Whole {
  return {
    shipping: details?.shipping?.amount ?? 0,
    tax: details?.tax?.total_tax_amount ?? 0,
    discount: details?.discount_amount ?? 0,
  };
}

export function lineTotal({ unit_cost, quantity, tax, discount_amount }: LineItem): number {
  return unit_cost * quantity + (tax?.total_tax_amount ?? 0) - (discount_amount ?? 0);
}

export function totalOf(items: readonly LineItem[], { shipping, tax, discount }: Whole): number {
  return items.reduce((sum, item) => sum + lineTotal(item), 0) + shipping + tax - discount;
}
