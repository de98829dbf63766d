/** What was ordered, what of it was captured, and what is left. */
import type { FieldValue } from '../api/form.js';
import type { JournalEntry, LineItem, PaymentIntent } from '../api/types.js';
import { capturesIn, detailsBeforeCapture } from './history.js';
import { lineTotal, WHOLE_PARTS, type Whole, wholeOf } from './item_totals.js';

export interface OrderLine {
  /** With the quantity that was ordered; the same product ordered twice at one price is one line. */
  readonly item: LineItem;
  readonly captured: number;
  /** What is left, with what is left of its tax and discount. */
  readonly left: LineItem;
}

export interface Order {
  readonly lines: readonly OrderLine[];
  readonly whole: Whole;
  readonly whole_left: Whole;
}

/** Undefined where nothing was ordered by the piece, or something was captured that was not ordered. */
export function orderOf(
  ordered: readonly LineItem[],
  items: readonly LineItem[],
  intent: PaymentIntent,
  history: readonly JournalEntry[],
): Order | undefined {
  const captures = capturesIn(history);
  const whole = wholeOf(captures.length === 0 ? intent.amount_details : detailsBeforeCapture(history));
  const captured = captures.length === 0 ? [] : merged(items);
  const lines = merged(ordered).map((item): OrderLine => {
    const taken = captured.find((other) => isSame(item, other));
    return { item, captured: taken?.quantity ?? 0, left: taken === undefined ? item : less(item, taken) };
  });
  const is_all_ordered = captured.every((item) =>
    lines.some((line) => isSame(line.item, item) && line.left.quantity >= 0),
  );
  if (lines.length === 0 || !is_all_ordered) return undefined;
  const left = (name: keyof Whole) =>
    Math.max(
      0,
      captures.reduce((rest, capture) => rest - capture[name], whole[name]),
    );
  return { lines, whole, whole_left: { shipping: left('shipping'), tax: left('tax'), discount: left('discount') } };
}

function isSame(one: LineItem, other: LineItem): boolean {
  return (
    one.product_name === other.product_name &&
    one.product_code === other.product_code &&
    one.unit_cost === other.unit_cost
  );
}

function merged(items: readonly LineItem[]): readonly LineItem[] {
  const lines: LineItem[] = [];
  for (const item of items) {
    const at = lines.findIndex((line) => isSame(line, item));
    const known = lines[at];
    if (known === undefined) lines.push(item);
    else lines[at] = combined(known, item, 1);
  }
  return lines;
}

function less(item: LineItem, taken: LineItem): LineItem {
  return combined(item, taken, -1);
}

function combined(one: LineItem, other: LineItem, sign: 1 | -1): LineItem {
  const sum = (a: number, b: number) => Math.max(0, a + sign * b);
  const { tax, discount_amount } = one;
  return {
    ...one,
    quantity: one.quantity + sign * other.quantity,
    tax:
      tax === null && other.tax === null
        ? null
        : { total_tax_amount: sum(tax?.total_tax_amount ?? 0, other.tax?.total_tax_amount ?? 0) },
    discount_amount:
      discount_amount === null && other.discount_amount === null
        ? null
        : sum(discount_amount ?? 0, other.discount_amount ?? 0),
  };
}

/** A part of what is left that can be captured: a line, or what is told for the whole. */
export interface OrderPart {
  readonly id: string;
  readonly item?: LineItem;
  readonly whole?: keyof Whole;
  /** What it adds to the amount: a discount takes from it. */
  readonly amount: number;
}

export function partsLeft({ lines, whole_left }: Order): readonly OrderPart[] {
  const of_lines = lines.flatMap(({ left }, index) =>
    left.quantity === 0 ? [] : [{ id: `line_${index}`, item: left, amount: lineTotal(left) }],
  );
  const of_whole = WHOLE_PARTS.filter((name) => whole_left[name] > 0).map((whole) => ({
    id: whole,
    whole,
    amount: whole === 'discount' ? -whole_left[whole] : whole_left[whole],
  }));
  return [...of_lines, ...of_whole];
}

export function partsTotal(parts: readonly OrderPart[]): number {
  return parts.reduce((sum, { amount }) => sum + amount, 0);
}

/** The details of a capture of these parts, as the API takes them. */
export function detailsOf(parts: readonly OrderPart[], { amount_details }: PaymentIntent): FieldValue {
  const of = (name: keyof Whole) => Math.abs(parts.find(({ whole }) => whole === name)?.amount ?? 0);
  const [shipping, tax, discount] = [of('shipping'), of('tax'), of('discount')];
  const { from_postal_code, to_postal_code } = amount_details?.shipping ?? {};
  return {
    line_items: parts.flatMap(({ item }) => (item === undefined ? [] : [itemFields(item)])),
    ...(shipping === 0 ? {} : { shipping: present({ amount: shipping, from_postal_code, to_postal_code }) }),
    ...(tax === 0 ? {} : { tax: { total_tax_amount: tax } }),
    ...(discount === 0 ? {} : { discount_amount: discount }),
  };
}

function itemFields(item: LineItem): FieldValue {
  const { product_name, product_code, quantity, unit_cost, unit_of_measure, tax, payment_method_options } = item;
  // A discount must be at least one.
  const discount_amount = item.discount_amount === 0 ? null : item.discount_amount;
  return present({
    product_name,
    product_code,
    quantity,
    unit_cost,
    unit_of_measure,
    tax,
    discount_amount,
    payment_method_options,
  });
}

/** Without what is null, also within: a form cannot say it. */
function present(fields: object): { readonly [name: string]: FieldValue } {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => {
      if (value === null || value === undefined) return [];
      return [[name, typeof value === 'object' ? present(value) : value]];
    }),
  );
}
