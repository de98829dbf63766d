import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { captureAmountDetails } from '../../../../src/core/payments/amount_details/captures.js';
import type { AmountDetails, GivenAmountDetails } from '../../../../src/core/payments/amount_details/types.js';
import { FIRST, GREATER, HALF, idsFrom, MISMATCH, outcome, refused, SECOND, storedAs, WHOLE } from './examples.js';

type Given = GivenAmountDetails | null | undefined;
type Row = [what: string, stored: AmountDetails | undefined, given: Given, amount: number, expected: unknown];

const EXPECTED = storedAs(WHOLE);
const LOOSE = { enforce_arithmetic_validation: false };
const TAX = { tax: { total_tax_amount: 7 } };

/** Line items that are set now get the ids `uli_11` and so on. */
function capture(stored: AmountDetails | undefined, given: Given, amount: number, captured_before: number) {
  return captureAmountDetails(stored, given, { amount, captured_before, is_release: false }, idsFrom(11));
}

function table(name: string, captured_before: number, rows: readonly Row[]): void {
  describe(name, () => {
    for (const [what, stored, given, amount, expected] of rows) {
      it(what, () => {
        const before = structuredClone(stored);
        assert.deepEqual(outcome(capture(stored, given, amount, captured_before)), expected);
        assert.deepEqual(stored, before);
      });
    }
  });
}

const unset = { discount_amount: null, line_items: null, shipping: null, tax: null };

table('the first capture', 0, [
  ['needs no details', undefined, undefined, 2300, undefined],
  [
    'can add details',
    undefined,
    { ...HALF, line_items: [FIRST] },
    2300,
    { ...HALF, line_items: [{ id: 'uli_11', ...FIRST }] },
  ],
  [
    'can add line items',
    TAX,
    { ...TAX, line_items: [FIRST] },
    2007,
    { ...TAX, line_items: [{ id: 'uli_11', ...FIRST }] },
  ],
  [
    'puts its details in the place of those of creation',
    EXPECTED,
    { ...HALF, line_items: [FIRST] },
    2300,
    { ...HALF, line_items: [{ id: 'uli_11', ...FIRST }] },
  ],
  [
    'keeps no member that it does not give',
    EXPECTED,
    { line_items: [SECOND] },
    2000,
    { line_items: [{ id: 'uli_11', ...SECOND }] },
  ],
  [
    'may go somewhere else than was expected',
    EXPECTED,
    { line_items: null, shipping: { to_postal_code: '1' } },
    1,
    { shipping: { to_postal_code: '1' } },
  ],
  ['must pass details again', EXPECTED, undefined, 2300, refused('amount_details')],
  ['must pass details again, even if nobody checks', EXPECTED, LOOSE, 2300, refused('amount_details')],
  ['must pass details again, though there were no line items', TAX, undefined, 2300, refused('amount_details')],
  ['must pass line items again', EXPECTED, HALF, 2300, refused('amount_details[line_items]')],
  ['can unset details', EXPECTED, null, 2300, undefined],
  ['can unset details one by one', EXPECTED, unset, 2300, undefined],
  [
    'can unset shipping one by one',
    EXPECTED,
    { ...unset, shipping: { amount: null, from_postal_code: null, to_postal_code: null } },
    2300,
    undefined,
  ],
  [
    'cannot unset some and be silent of others',
    EXPECTED,
    { ...unset, tax: undefined },
    2300,
    refused('amount_details'),
  ],
  ['can unset line items and pass the rest', EXPECTED, { ...HALF, line_items: null }, 2300, HALF],
  ['must add up to what it captures', EXPECTED, WHOLE, 2300, MISMATCH],
  ['must hold its tax', TAX, TAX, 6, GREATER],
  [
    'need not add up if nobody checks',
    undefined,
    { ...LOOSE, ...TAX },
    6,
    {
      ...TAX,
      error: {
        code: GREATER.code,
        message:
          'The tax and shipping of `amount_details` less the discount (7) are greater than the `amount` (6). See https://docs.stripe.com/payments/payment-line-items',
      },
    },
  ],
  [
    'leaves the error of creation behind',
    { ...TAX, error: { code: 'amount_details_amount_mismatch', message: 'x' } },
    TAX,
    7,
    TAX,
  ],
  [
    'tells tax once',
    undefined,
    { ...TAX, line_items: [{ ...FIRST, ...TAX }] },
    2014,
    refused('amount_details[tax][total_tax_amount]', 'parameters_exclusive'),
  ],
]);

const EARLIER: AmountDetails = { ...HALF, line_items: [{ id: 'uli_1', ...FIRST }] };
const WRONG: AmountDetails = { ...EARLIER, error: { code: 'amount_details_amount_mismatch', message: 'x' } };
const AGAIN = { ...HALF, line_items: [SECOND] };
const line = (index: number, name: string) => `amount_details[line_items][${index}][${name}]`;

table('a later capture', 1, [
  ['needs no details where there were none', undefined, undefined, 2300, undefined],
  ['can unset details where there were none', undefined, unset, 2300, undefined],
  ['can ask not to be checked where there is nothing', undefined, LOOSE, 2300, undefined],
  ['cannot add details', undefined, TAX, 2300, refused('amount_details')],
  ['cannot add line items', TAX, { ...TAX, line_items: [FIRST] }, 2007, refused('amount_details[line_items]')],
  ['must include details', EARLIER, undefined, 2300, refused('amount_details')],
  [
    'must include details where there were only postal codes',
    { shipping: { to_postal_code: '1' } },
    undefined,
    1,
    refused('amount_details'),
  ],
  ['must include details where they are 0', { shipping: { amount: 0 } }, undefined, 1, refused('amount_details')],
  ['must include details that did not add up', WRONG, undefined, 2300, refused('amount_details')],
  ['cannot unset details', EARLIER, null, 2300, refused('amount_details')],
  ['cannot unset details one by one', EARLIER, unset, 2300, refused('amount_details')],
  ['must include line items', EARLIER, HALF, 2300, refused('amount_details[line_items]')],
  ['cannot unset line items', EARLIER, { ...HALF, line_items: null }, 2300, refused('amount_details[line_items]')],
  [
    'adds its sums and its line items',
    EARLIER,
    AGAIN,
    2300,
    {
      discount_amount: 200,
      line_items: [
        { id: 'uli_1', ...FIRST },
        { id: 'uli_11', ...SECOND },
      ],
      shipping: { amount: 400, from_postal_code: '94110', to_postal_code: '94117' },
      tax: { total_tax_amount: 400 },
    },
  ],
  [
    'may leave out what earlier ones gave',
    EARLIER,
    { line_items: [SECOND] },
    2000,
    { ...HALF, line_items: [...(EARLIER.line_items ?? []), { id: 'uli_11', ...SECOND }] },
  ],
  [
    'may give what earlier ones left out',
    { line_items: [{ id: 'uli_1', ...FIRST }] },
    AGAIN,
    2300,
    {
      ...HALF,
      line_items: [
        { id: 'uli_1', ...FIRST },
        { id: 'uli_11', ...SECOND },
      ],
    },
  ],
  [
    'may unset what it does not have itself',
    EARLIER,
    { line_items: [SECOND], tax: null, shipping: { to_postal_code: null } },
    2000,
    { ...HALF, line_items: [...(EARLIER.line_items ?? []), { id: 'uli_11', ...SECOND }] },
  ],
  ['must add up by itself', EARLIER, AGAIN, 4600, MISMATCH],
  ['must hold its tax by itself', { tax: { total_tax_amount: 1 } }, TAX, 6, GREATER],
  [
    'does not clear the error of an earlier one',
    WRONG,
    { line_items: [SECOND] },
    2000,
    { ...HALF, error: WRONG.error, line_items: [...(EARLIER.line_items ?? []), { id: 'uli_11', ...SECOND }] },
  ],
  [
    'shows its own error rather than an earlier one',
    { tax: { total_tax_amount: 1 }, error: { code: 'amount_details_amount_mismatch', message: 'x' } },
    { ...TAX, ...LOOSE },
    6,
    {
      tax: { total_tax_amount: 8 },
      error: {
        code: GREATER.code,
        message:
          'The tax and shipping of `amount_details` less the discount (7) are greater than the `amount` (6). See https://docs.stripe.com/payments/payment-line-items',
      },
    },
  ],
  [
    'cannot come from somewhere else',
    EARLIER,
    { ...AGAIN, shipping: { ...AGAIN.shipping, from_postal_code: '94111' } },
    2300,
    refused('amount_details[shipping][from_postal_code]'),
  ],
  [
    'cannot go somewhere else, even if nobody checks',
    EARLIER,
    { ...AGAIN, ...LOOSE, shipping: { ...AGAIN.shipping, to_postal_code: '94110' } },
    2300,
    refused('amount_details[shipping][to_postal_code]'),
  ],
  [
    'can be the first to tell where it goes',
    { shipping: { amount: 5 } },
    { shipping: { to_postal_code: '1' } },
    5,
    { shipping: { amount: 5, to_postal_code: '1' } },
  ],
  [
    'cannot tell the tax of lines after that of the whole',
    EARLIER,
    { line_items: [FIRST, { ...SECOND, ...TAX }] },
    4007,
    refused(`${line(1, 'tax')}[total_tax_amount]`, 'parameters_exclusive'),
  ],
  [
    'cannot tell the discount of lines after that of the whole',
    EARLIER,
    { line_items: [{ ...SECOND, discount_amount: 1 }] },
    1999,
    refused(line(0, 'discount_amount'), 'parameters_exclusive'),
  ],
  [
    'cannot tell the tax of the whole after that of lines',
    { line_items: [{ id: 'uli_1', ...FIRST, ...TAX }] },
    { line_items: [SECOND], ...TAX },
    2007,
    refused('amount_details[tax][total_tax_amount]', 'parameters_exclusive'),
  ],
  [
    'cannot tell the discount of the whole after that of lines',
    { line_items: [{ id: 'uli_1', ...FIRST, discount_amount: 1 }] },
    { line_items: [SECOND], discount_amount: 1 },
    1999,
    refused('amount_details[discount_amount]', 'parameters_exclusive'),
  ],
  [
    'cannot make sums that are too large',
    { discount_amount: Number.MAX_SAFE_INTEGER },
    { discount_amount: 1 },
    5,
    refused('amount_details'),
  ],
]);

describe('line items of several captures', () => {
  const many = (count: number) => Array.from({ length: count }, () => ({ ...FIRST, unit_cost: 1 }));
  const earlier = storedAs({ line_items: many(150) });

  it('are 200 at most', () => {
    const result = capture(earlier, { line_items: many(50) }, 50, 3);
    assert.ok(result !== undefined && !isRefusal(result));
    assert.deepEqual(
      result.line_items?.map(({ id }) => id),
      Array.from({ length: 200 }, (_, index) => `uli_${index < 150 ? index + 1 : index - 139}`),
    );
  });

  it('are not 201', () => {
    const result = capture(earlier, { line_items: many(51) }, 51, 3);
    assert.deepEqual(outcome(result), refused('amount_details[line_items]'));
    assert.ok(isRefusal(result));
    assert.equal(
      result.message,
      'The captures of a PaymentIntent can have 200 line items together; with this one they have 201.',
    );
  });
});

describe('a capture that only releases the rest', () => {
  const release = (stored: AmountDetails | undefined, given: Given) =>
    outcome(captureAmountDetails(stored, given, { amount: 0, captured_before: 1, is_release: true }, idsFrom(11)));

  it('changes nothing and needs nothing', () => {
    for (const stored of [undefined, EARLIER, WRONG, TAX]) assert.deepEqual(release(stored, undefined), stored);
  });

  it('takes no details', () => {
    for (const given of [null, TAX, AGAIN, LOOSE]) assert.deepEqual(release(EARLIER, given), refused('amount_details'));
  });
});

describe('the guide to flexible payments', () => {
  it('ends with the details of both captures', () => {
    const first = capture(EXPECTED, { ...HALF, line_items: [FIRST] }, 2300, 0);
    assert.ok(first !== undefined && !isRefusal(first));
    const second = captureAmountDetails(
      first,
      { ...HALF, line_items: [SECOND] },
      { amount: 2300, captured_before: 1, is_release: false },
      idsFrom(12),
    );
    const { line_items } = EXPECTED;
    const ids = ['uli_11', 'uli_12'];
    assert.deepEqual(second, {
      ...EXPECTED,
      line_items: line_items?.map((item, index) => ({ ...item, id: ids[index] })),
    });
  });
});

describe('refusals of captures', () => {
  const rows: [stored: AmountDetails | undefined, given: Given, captured_before: number, message: string][] = [
    [
      EXPECTED,
      undefined,
      0,
      'This PaymentIntent has amount_details. The first of several captures must pass its own amount_details, or unset it with an empty value.',
    ],
    [
      EARLIER,
      HALF,
      1,
      'Earlier captures of this PaymentIntent included amount_details[line_items], so every later capture must include it.',
    ],
    [
      undefined,
      HALF,
      1,
      'Earlier captures of this PaymentIntent did not include amount_details, so later captures cannot add it.',
    ],
    [
      EARLIER,
      { line_items: [FIRST], shipping: { to_postal_code: '1' } },
      1,
      "amount_details[shipping][to_postal_code] cannot change between captures: an earlier capture passed '94117'.",
    ],
    [
      { line_items: [{ id: 'uli_1', ...FIRST, ...TAX }] },
      AGAIN,
      1,
      'amount_details[tax][total_tax_amount] cannot be used: earlier captures of this PaymentIntent used amount_details[line_items][0][tax][total_tax_amount], and the two exclude each other.',
    ],
  ];
  for (const [stored, given, captured_before, message] of rows) {
    it(message, () => {
      const result = capture(stored, given, 2300, captured_before);
      assert.ok(isRefusal(result));
      assert.equal(result.message, message);
      assert.equal(result.type, 'invalid_request_error');
    });
  }
});
