/** What is sold: coffee and what belongs to it, in baskets that add up to their amount. */
import type { GivenAmountDetails, GivenLineItem } from '../../core/payments/amount_details/types.js';
import type { Chance } from './chance.js';
import type { DemoCurrency } from './people.js';

interface Product {
  readonly name: string;
  readonly code: string;
  /** In cents of US dollars. */
  readonly price: number;
}

const BLEND: Product = { name: 'House blend, 250 g', code: 'BL-250', price: 1_450 };
const SUBSCRIPTION: Product = { name: 'Coffee subscription, one month', code: 'SUB-01', price: 2_900 };
const WHOLESALE: Product = { name: 'Beans for cafés, 10 kg', code: 'WS-10', price: 23_500 };

const PRODUCTS: readonly (readonly [Product, number])[] = [
  [BLEND, 30],
  [{ name: 'Single origin Sidamo, 1 kg', code: 'SO-1000', price: 4_200 }, 16],
  [{ name: 'Decaf, 500 g', code: 'DC-500', price: 2_350 }, 10],
  [{ name: 'Filter papers, 100', code: 'FP-100', price: 650 }, 14],
  [{ name: 'Enamel mug', code: 'MG-01', price: 1_800 }, 10],
  [{ name: 'Pour-over set', code: 'PO-03', price: 5_400 }, 7],
  [{ name: 'Hand grinder', code: 'GR-12', price: 8_900 }, 6],
  [{ name: 'Milk jug', code: 'MJ-35', price: 2_650 }, 4],
  [{ name: 'Home barista course', code: 'CO-02', price: 12_900 }, 2],
  [{ name: 'Espresso machine', code: 'EM-90', price: 64_900 }, 1],
];

/** How a price in cents of US dollars reads elsewhere: minor units, and the steps that prices take there. */
const PRICES: Readonly<Record<DemoCurrency, { readonly rate: number; readonly step: number }>> = {
  usd: { rate: 1, step: 50 },
  eur: { rate: 0.93, step: 10 },
  gbp: { rate: 0.8, step: 25 },
  jpy: { rate: 1.5, step: 10 },
};

const SHIPPING_PRICE = 590;

export interface Basket {
  readonly amount: number;
  readonly currency: DemoCurrency;
  readonly lines: readonly GivenLineItem[];
  readonly shipping: number;
  /** For people: `Hand grinder and 2 more`. */
  readonly title: string;
}

export function newBasket(chance: Chance, currency: DemoCurrency, kinds = chance.weighted(KINDS_IN_BASKET)): Basket {
  const products = new Set<Product>();
  while (products.size < kinds) products.add(chance.weighted(PRODUCTS));
  const lines = [...products].map((product) =>
    line(product, currency, product.price > 10_000 ? 1 : chance.weighted(QUANTITIES)),
  );
  return basketOf(lines, currency, chance.happens(0.6) ? priceOf(SHIPPING_PRICE, currency) : 0);
}

const KINDS_IN_BASKET: readonly (readonly [number, number])[] = [
  [1, 50],
  [2, 30],
  [3, 14],
  [4, 6],
];

const QUANTITIES: readonly (readonly [number, number])[] = [
  [1, 70],
  [2, 22],
  [3, 8],
];

export function subscriptionBasket(currency: DemoCurrency): Basket {
  return basketOf([line(SUBSCRIPTION, currency, 1)], currency, 0);
}

export function wholesaleBasket(chance: Chance, currency: DemoCurrency): Basket {
  return basketOf([line(WHOLESALE, currency, chance.whole(1, 6))], currency, 0);
}

/** A part of what was ordered; its amount is that of the part. */
export function partOf({ currency }: Basket, lines: readonly GivenLineItem[], shipping: number): Basket {
  return basketOf(lines, currency, shipping);
}

export function detailsOf({ lines, shipping }: Basket): GivenAmountDetails {
  return { line_items: lines, ...(shipping === 0 ? {} : { shipping: { amount: shipping } }) };
}

function basketOf(lines: readonly GivenLineItem[], currency: DemoCurrency, shipping: number): Basket {
  const amount = lines.reduce((sum, { quantity, unit_cost }) => sum + quantity * unit_cost, shipping);
  const first = lines[0]?.product_name ?? '';
  return {
    amount,
    currency,
    lines,
    shipping,
    title: lines.length === 1 ? first : `${first} and ${lines.length - 1} more`,
  };
}

function line({ name, code, price }: Product, currency: DemoCurrency, quantity: number): GivenLineItem {
  return { product_name: name, product_code: code, quantity, unit_cost: priceOf(price, currency) };
}

function priceOf(price: number, currency: DemoCurrency): number {
  const { rate, step } = PRICES[currency];
  return Math.round((price * rate) / step) * step;
}
