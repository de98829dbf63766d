/** Details that add up are accepted, anything else is not, and captures add up as a model does that knows no rules. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isRefusal, type Refusal } from '../../../../src/core/kernel/errors.js';
import { captureAmountDetails } from '../../../../src/core/payments/amount_details/captures.js';
import { replaceAmountDetails } from '../../../../src/core/payments/amount_details/replacing.js';
import type {
  AmountDetails,
  GivenAmountDetails,
  GivenLineItem,
} from '../../../../src/core/payments/amount_details/types.js';
import { GREATER, idsFrom, MISMATCH, outcome, storedAs } from './examples.js';

const AMOUNT = { min: 0, max: 1_000_000_000 };
const amount = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer(AMOUNT));
const discount = amount.map((value) => value + 1);
const tax = fc.record({ total_tax_amount: amount }, { noNullPrototype: true });
const name = fc.constantFrom('Pen', 'Ink', 'Paper');

function members<T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: (keyof T)[] = []) {
  return fc.record(model, { requiredKeys: required, noNullPrototype: true });
}

const product = { product_name: name, quantity: discount, unit_cost: fc.nat(100_000) };
const plain_line = members(product, ['product_name', 'quantity', 'unit_cost']);
const own_line = members({ ...product, tax, discount_amount: discount }, ['product_name', 'quantity', 'unit_cost']);
const lines = <T>(line: fc.Arbitrary<T>) => fc.array(line, { minLength: 1, maxLength: 6 });

const shipping = members({
  amount,
  from_postal_code: fc.constant('94110'),
  to_postal_code: fc.constant('94117'),
}).filter((value) => Object.keys(value).length > 0);

const whole = { discount_amount: discount, shipping, tax };
/** With the tax and discount of the whole, of each line, or without lines; in no case nothing at all. */
const styles: Record<'whole' | 'lines' | 'none', fc.Arbitrary<GivenAmountDetails>> = {
  whole: members({ ...whole, line_items: lines(plain_line) }, ['line_items']),
  lines: members({ shipping, line_items: lines(own_line) }, ['line_items']),
  none: members(whole).filter((value) => Object.keys(value).length > 0),
};

/** The sum, in numbers that cannot overflow. */
function totalOf(details: GivenAmountDetails): bigint {
  let total = BigInt(details.tax?.total_tax_amount ?? 0) + BigInt(details.shipping?.amount ?? 0);
  total -= BigInt(details.discount_amount ?? 0);
  for (const item of details.line_items ?? []) {
    total += BigInt(item.unit_cost) * BigInt(item.quantity);
    total += BigInt(item.tax?.total_tax_amount ?? 0) - BigInt(item.discount_amount ?? 0);
  }
  return total;
}

const any_style = fc.oneof(styles.whole, styles.lines);
const SMALLEST = 1n;

test('details with line items are accepted for their sum and for no other amount', () => {
  fc.assert(
    fc.property(any_style, fc.integer({ min: -5_000, max: 5_000 }), (given, off) => {
      const total = totalOf(given);
      fc.pre(total >= SMALLEST);
      const stored = replaceAmountDetails(undefined, given, Number(total), idsFrom(1));
      const line_items = given.line_items?.map((item, index) => ({ id: `uli_${index + 1}`, ...item }));
      assert.deepEqual(stored, { ...given, line_items });
      const other = replaceAmountDetails(undefined, given, Number(total) + off, idsFrom(1));
      if (off === 0) assert.deepEqual(other, stored);
      else assert.deepEqual(outcome(other), MISMATCH);
    }),
  );
});

test('details without line items are accepted for every amount that holds them', () => {
  fc.assert(
    fc.property(styles.none, fc.integer({ min: -20, max: 20 }), (given, off) => {
      const target = Number(totalOf(given)) + off;
      const result = replaceAmountDetails(undefined, given, target, idsFrom(1));
      assert.deepEqual(outcome(result), off < 0 ? GREATER : given);
    }),
  );
});

type Perturb = (given: GivenAmountDetails, by: number, line: number) => GivenAmountDetails;

function withLine(given: GivenAmountDetails, at: number, change: (item: GivenLineItem) => Partial<GivenLineItem>) {
  const items = given.line_items ?? [];
  const index = at % items.length;
  return { ...given, line_items: items.map((item, i) => (i === index ? { ...item, ...change(item) } : item)) };
}

/** Each changes one number, and with it the sum. */
const PERTURBATIONS: Record<string, Perturb> = {
  unit_cost: (given, by, line) => withLine(given, line, (item) => ({ unit_cost: item.unit_cost + by })),
  quantity: (given, by, line) =>
    withLine(given, line, (item) => ({ quantity: item.quantity + by, unit_cost: Math.max(1, item.unit_cost) })),
  tax: (given, by) => ({ ...given, tax: { total_tax_amount: (given.tax?.total_tax_amount ?? 0) + by } }),
  discount: (given, by) => ({ ...given, discount_amount: (given.discount_amount ?? 0) + by }),
  shipping: (given, by) => ({ ...given, shipping: { ...given.shipping, amount: (given.shipping?.amount ?? 0) + by } }),
  line_is_gone: (given) => ({ ...given, line_items: (given.line_items ?? []).slice(1) }),
};

test('a single change of what adds up is refused, and kept with its error where nobody checks', () => {
  const change = fc.constantFrom(...Object.keys(PERTURBATIONS));
  fc.assert(
    fc.property(styles.whole, change, fc.integer({ min: 1, max: 1_000 }), fc.nat(10), (given, which, by, line) => {
      const target = Number(totalOf(given));
      const changed = (PERTURBATIONS[which] as Perturb)(given, by, line);
      fc.pre(target >= 1 && totalOf(changed) !== totalOf(given) && changed.line_items?.length !== 0);
      assert.deepEqual(outcome(replaceAmountDetails(undefined, changed, target, idsFrom(1))), MISMATCH);
      const loose = { ...changed, enforce_arithmetic_validation: false };
      const kept = replaceAmountDetails(undefined, loose, target, idsFrom(1));
      assert.ok(kept !== undefined && !isRefusal(kept));
      assert.equal(kept.error?.code, 'amount_details_amount_mismatch');
      assert.match(
        kept.error.message,
        new RegExp(`\\(${totalOf(changed)}\\) does not match the \`amount\` \\(${target}\\)`),
      );
      const right = { discount_amount: null, tax: null, ...given, shipping: { amount: null, ...given.shipping } };
      const cleared = replaceAmountDetails(kept, right, target, idsFrom(1));
      assert.ok(cleared !== undefined && !isRefusal(cleared) && cleared.error === undefined);
    }),
  );
});

test('the same numbers told of lines and of the whole are the same sum', () => {
  const told = fc.record({ line: plain_line, tax: amount, discount });
  fc.assert(
    fc.property(told, ({ line, tax: total_tax_amount, discount: discount_amount }) => {
      const told_tax = { tax: { total_tax_amount }, discount_amount };
      const target = Number(totalOf({ ...told_tax, line_items: [line] }));
      const of_whole = replaceAmountDetails(undefined, { ...told_tax, line_items: [line] }, target, idsFrom(1));
      const of_line = replaceAmountDetails(undefined, { line_items: [{ ...line, ...told_tax }] }, target, idsFrom(1));
      assert.ok(of_whole !== undefined && !isRefusal(of_whole));
      assert.ok(of_line !== undefined && !isRefusal(of_line));
      assert.deepEqual({ ...of_whole, line_items: undefined }, { ...told_tax, line_items: undefined });
    }),
  );
});

/** What all captures gave, added up without regard to any rule. */
function modelOf(captures: readonly GivenAmountDetails[]): Record<string, unknown> {
  const sum = (pick: (given: GivenAmountDetails) => number | null | undefined) => {
    const told = captures.map(pick).filter((value) => typeof value === 'number');
    return told.length === 0 ? undefined : told.reduce((a, b) => a + b, 0);
  };
  const code = (side: 'from_postal_code' | 'to_postal_code') =>
    captures.map((given) => given.shipping?.[side]).find((value) => typeof value === 'string');
  const items = captures.flatMap((given) => given.line_items ?? []);
  const total_tax_amount = sum((given) => given.tax?.total_tax_amount);
  const shipped = present({
    amount: sum((given) => given.shipping?.amount),
    from_postal_code: code('from_postal_code'),
    to_postal_code: code('to_postal_code'),
  });
  return present({
    discount_amount: sum((given) => given.discount_amount),
    line_items: items.length === 0 ? undefined : items.map((item, index) => ({ id: `uli_${index + 1}`, ...item })),
    shipping: Object.keys(shipped).length === 0 ? undefined : shipped,
    tax: total_tax_amount === undefined ? undefined : { total_tax_amount },
  });
}

function present(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined));
}

const sequence = fc
  .constantFrom('whole', 'lines', 'none')
  .chain((style) =>
    fc.array(fc.tuple(styles[style as keyof typeof styles], fc.boolean()), { minLength: 1, maxLength: 8 }),
  );

test('any captures that add up are summed and concatenated, in order, whatever is tried in between', () => {
  fc.assert(
    fc.property(sequence, fc.option(any_style), (captures, of_creation) => {
      let stored = of_creation === null ? undefined : storedAs(of_creation);
      const newId = idsFrom(1);
      const made: GivenAmountDetails[] = [];
      for (const [given, is_tried_wrongly] of captures) {
        const total = Number(totalOf(given));
        if (total < 1) continue;
        const capture = { amount: total, captured_before: made.length, is_release: false };
        const passed = made.length === 0 && given.line_items === undefined ? { ...given, line_items: null } : given;
        if (is_tried_wrongly) {
          const wrong = captureAmountDetails(stored, passed, { ...capture, amount: total - 1 }, idsFrom(1));
          assert.deepEqual(outcome(wrong), given.line_items === undefined ? GREATER : MISMATCH);
        }
        const result: AmountDetails | Refusal | undefined = captureAmountDetails(stored, passed, capture, newId);
        assert.ok(result !== undefined && !isRefusal(result), JSON.stringify(result));
        stored = result;
        made.push(given);
        assert.deepEqual(stored, modelOf(made));
        const release = { amount: 0, captured_before: made.length, is_release: true };
        assert.equal(captureAmountDetails(stored, undefined, release, newId), stored);
      }
    }),
  );
});

test('a payment captured in parts ends with what one capture of everything would have told', () => {
  fc.assert(
    fc.property(fc.array(styles.whole, { minLength: 1, maxLength: 8 }), (captures) => {
      const made = captures.filter((given) => totalOf(given) >= SMALLEST);
      let stored: AmountDetails | undefined;
      const newId = idsFrom(1);
      made.forEach((given, captured_before) => {
        const amount = Number(totalOf(given));
        const result = captureAmountDetails(stored, given, { amount, captured_before, is_release: false }, newId);
        assert.ok(result !== undefined && !isRefusal(result));
        stored = result;
      });
      if (stored === undefined) return;
      const captured = made.reduce((sum, given) => sum + totalOf(given), 0n);
      assert.deepEqual(replaceAmountDetails(stored, undefined, Number(captured), newId), stored);
      assert.deepEqual(outcome(replaceAmountDetails(stored, undefined, Number(captured) + 1, newId)), MISMATCH);
    }),
  );
});
