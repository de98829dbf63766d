/** The payment of Stripe's guide to flexible payments: two products, 4600 in all, captured in two halves or as 5000. */

import type { Context } from '../../../../src/core/kernel/decision.js';
import { isRefusal, type Refusal } from '../../../../src/core/kernel/errors.js';
import { prefixOf } from '../../../../src/core/kinds.js';
import type {
  AmountDetails,
  GivenAmountDetails,
  GivenLineItem,
} from '../../../../src/core/payments/amount_details/types.js';

export const FIRST: GivenLineItem = {
  product_code: 'SKU001',
  product_name: 'Product 001',
  unit_cost: 2000,
  quantity: 1,
  unit_of_measure: 'feet',
  payment_method_options: { card: { commodity_code: '123123' } },
};

export const SECOND: GivenLineItem = {
  ...FIRST,
  product_code: 'SKU002',
  product_name: 'Product 002',
  unit_of_measure: 'gallons',
};

const POSTAL_CODES = { from_postal_code: '94110', to_postal_code: '94117' };

export const WHOLE = {
  discount_amount: 200,
  line_items: [FIRST, SECOND],
  shipping: { ...POSTAL_CODES, amount: 400 },
  tax: { total_tax_amount: 400 },
} satisfies GivenAmountDetails;

export const HALF = {
  discount_amount: 100,
  shipping: { ...POSTAL_CODES, amount: 200 },
  tax: { total_tax_amount: 200 },
} satisfies GivenAmountDetails;

export const OVER = {
  ...WHOLE,
  shipping: { ...POSTAL_CODES, amount: 600 },
  tax: { total_tax_amount: 600 },
} satisfies GivenAmountDetails;

/** Ids are `uli_<first>`, and so on. */
export function idsFrom(first: number): Context['newId'] {
  let next = first;
  return (kind) => `${prefixOf(kind)}_${next++}`;
}

/** What is stored after these details were given, with ids counted from 1. */
export function storedAs(given: GivenAmountDetails): AmountDetails {
  const { line_items, enforce_arithmetic_validation: _, ...rest } = given;
  const items = line_items?.map((item, index) => ({ id: `uli_${index + 1}`, ...item }));
  return { ...rest, ...(items === undefined ? {} : { line_items: items }) } as AmountDetails;
}

/** What a table compares: the details, or of a refusal what a client goes by. */
export function outcome(result: AmountDetails | undefined | Refusal) {
  if (!isRefusal(result)) return result;
  return { status: result.status, code: result.code, param: result.param };
}

export function refused(param: string, code?: string) {
  return { status: 400, code, param };
}

export const MISMATCH = refused('amount_details', 'amount_details_amount_mismatch');
export const GREATER = refused('amount_details', 'amount_details_tax_shipping_discount_greater_than_amount');
