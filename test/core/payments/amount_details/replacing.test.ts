import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isRefusal } from '../../../../src/core/kernel/errors.js';
import { replacePaymentDetails } from '../../../../src/core/payments/amount_details/payment_details.js';
import { replaceAmountDetails } from '../../../../src/core/payments/amount_details/replacing.js';
import type {
  AmountDetails,
  GivenAmountDetails,
  GivenPaymentDetails,
  PaymentDetails,
} from '../../../../src/core/payments/amount_details/types.js';
import { FIRST, GREATER, idsFrom, MISMATCH, OVER, outcome, refused, SECOND, storedAs, WHOLE } from './examples.js';

type Given = GivenAmountDetails | null | undefined;
type Row = [what: string, stored: AmountDetails | undefined, given: Given, target: number, expected: unknown];

const STORED = storedAs(WHOLE);
const LOOSE = { enforce_arithmetic_validation: false };
const BOOK = { product_name: 'Book', unit_cost: 500, quantity: 2 };
const TOO_LARGE = 'amount_details[line_items][1]';

const MESSAGES = {
  mismatch: (total: number, amount: number) =>
    `The total value of \`amount_details\` (${total}) does not match the \`amount\` (${amount}). Make sure that the total value of \`line_items\` matches the amount to charge, taking into account any discounts, tax, and shipping. See https://docs.stripe.com/payments/payment-line-items`,
  greater: (total: number, amount: number) =>
    `The tax and shipping of \`amount_details\` less the discount (${total}) are greater than the \`amount\` (${amount}). See https://docs.stripe.com/payments/payment-line-items`,
};
const mismatch = (total: number, amount: number) => ({
  code: 'amount_details_amount_mismatch' as const,
  message: MESSAGES.mismatch(total, amount),
});
const greater = (total: number, amount: number) => ({
  code: 'amount_details_tax_shipping_discount_greater_than_amount' as const,
  message: MESSAGES.greater(total, amount),
});

function table(name: string, rows: readonly Row[]): void {
  describe(name, () => {
    for (const [what, stored, given, target, expected] of rows) {
      it(what, () => {
        const before = structuredClone(stored);
        assert.deepEqual(outcome(replaceAmountDetails(stored, given, target, idsFrom(1))), expected);
        assert.deepEqual(stored, before);
      });
    }
  });
}

const LINE_LEVEL = [
  { ...BOOK, tax: { total_tax_amount: 70 }, discount_amount: 20 },
  { product_name: 'Free', unit_cost: 0, quantity: 3, tax: { total_tax_amount: 0 } },
];

table('the sum', [
  ['of all parts is the amount', undefined, WHOLE, 4600, STORED],
  ['of an overcapture is the larger amount', STORED, OVER, 5000, storedAs(OVER)],
  ['is one too little', undefined, WHOLE, 4601, MISMATCH],
  ['is one too much', undefined, WHOLE, 4599, MISMATCH],
  [
    'counts tax and discount of lines, and shipping',
    undefined,
    { line_items: LINE_LEVEL, shipping: { amount: 50 } },
    1100,
    { line_items: storedAs({ line_items: LINE_LEVEL }).line_items, shipping: { amount: 50 } },
  ],
  ['of lines with tax is refused without it', undefined, { line_items: LINE_LEVEL }, 1000, MISMATCH],
  [
    'need not be reached without line items',
    undefined,
    { tax: { total_tax_amount: 500 } },
    4600,
    { tax: { total_tax_amount: 500 } },
  ],
  [
    'may be reached without line items',
    undefined,
    { tax: { total_tax_amount: 500 } },
    500,
    { tax: { total_tax_amount: 500 } },
  ],
  ['must not be exceeded by tax', undefined, { tax: { total_tax_amount: 501 } }, 500, GREATER],
  [
    'must not be exceeded by tax and shipping less the discount',
    undefined,
    { tax: { total_tax_amount: 300 }, shipping: { amount: 300 }, discount_amount: 99 },
    500,
    GREATER,
  ],
  [
    'is not exceeded where the discount makes up for it',
    undefined,
    { tax: { total_tax_amount: 300 }, shipping: { amount: 300 }, discount_amount: 100 },
    500,
    { discount_amount: 100, shipping: { amount: 300 }, tax: { total_tax_amount: 300 } },
  ],
  [
    'of postal codes alone is nothing',
    undefined,
    { shipping: { to_postal_code: '1' } },
    1,
    { shipping: { to_postal_code: '1' } },
  ],
]);

table('what is not enforced', [
  ['is kept with its error', undefined, { ...WHOLE, ...LOOSE }, 5000, { ...STORED, error: mismatch(4600, 5000) }],
  [
    'is kept with its error without line items too',
    undefined,
    { tax: { total_tax_amount: 501 }, ...LOOSE },
    500,
    { tax: { total_tax_amount: 501 }, error: greater(501, 500) },
  ],
  ['has no error if it adds up', undefined, { ...WHOLE, ...LOOSE }, 4600, STORED],
  [
    'is still refused where parameters exclude each other',
    undefined,
    { ...LOOSE, discount_amount: 1, line_items: [{ ...FIRST, discount_amount: 1 }] },
    2000,
    refused('amount_details[discount_amount]', 'parameters_exclusive'),
  ],
  [
    'is still refused where it cannot be added up',
    undefined,
    { ...LOOSE, line_items: [FIRST, { ...BOOK, quantity: 2 ** 26, unit_cost: 2 ** 27 }] },
    2000,
    refused(TOO_LARGE),
  ],
]);

const WRONG: AmountDetails = { ...STORED, error: mismatch(4600, 5000) };

table('an error', [
  ['stays while nothing is sent', WRONG, undefined, 5000, WRONG],
  ['names the amount as it is now', WRONG, undefined, 5001, { ...STORED, error: mismatch(4600, 5001) }],
  ['goes when the amount matches', WRONG, undefined, 4600, STORED],
  ['goes when new details match', WRONG, OVER, 5000, storedAs(OVER)],
  ['goes with the details', WRONG, null, 5000, undefined],
  ['is not carried over by new details that do not match', WRONG, { line_items: [FIRST] }, 5000, MISMATCH],
  ['is no excuse where validation is asked for', WRONG, { enforce_arithmetic_validation: true }, 5000, MISMATCH],
  [
    'is replaced by another',
    WRONG,
    { ...LOOSE, discount_amount: null },
    5000,
    { ...without('discount_amount'), error: mismatch(4800, 5000) },
  ],
]);

function without(...names: readonly (keyof AmountDetails)[]): AmountDetails {
  return Object.fromEntries(Object.entries(STORED).filter(([name]) => !names.includes(name as keyof AmountDetails)));
}

table('an amount that changes alone', [
  ['is refused if the details do not add up to it', STORED, undefined, 2300, MISMATCH],
  ['is accepted if nobody checks', STORED, LOOSE, 2300, { ...STORED, error: mismatch(4600, 2300) }],
  ['is accepted if the details are unset', STORED, null, 2300, undefined],
  ['is accepted without details', undefined, undefined, 2300, undefined],
  ['is accepted if it is the same', STORED, undefined, 4600, STORED],
  [
    'may be any that holds tax and shipping',
    { tax: { total_tax_amount: 10 } },
    undefined,
    10,
    { tax: { total_tax_amount: 10 } },
  ],
  ['must hold tax and shipping', { tax: { total_tax_amount: 10 } }, undefined, 9, GREATER],
]);

const CHAIR = { product_name: 'Chair', unit_cost: 500, quantity: 1 };

table('replacing', [
  [
    'line items replaces all of them, with new ids, and nothing else',
    {
      line_items: [{ id: 'uli_old', ...BOOK }],
      shipping: { amount: 100, to_postal_code: '1' },
      tax: { total_tax_amount: 100 },
    },
    { line_items: [CHAIR] },
    700,
    {
      line_items: [{ id: 'uli_1', ...CHAIR }],
      shipping: { amount: 100, to_postal_code: '1' },
      tax: { total_tax_amount: 100 },
    },
  ],
  [
    'line items by the same ones makes new ids too',
    { line_items: [{ id: 'uli_old', ...CHAIR }] },
    { line_items: [CHAIR, CHAIR] },
    1000,
    {
      line_items: [
        { id: 'uli_1', ...CHAIR },
        { id: 'uli_2', ...CHAIR },
      ],
    },
  ],
  [
    'something else keeps line items and their ids',
    STORED,
    { discount_amount: 201 },
    4599,
    { ...STORED, discount_amount: 201 },
  ],
  [
    'members of shipping keeps the others',
    STORED,
    { shipping: { amount: 401, from_postal_code: null } },
    4601,
    { ...STORED, shipping: { amount: 401, to_postal_code: '94117' } },
  ],
  ['a discount by nothing unsets it', STORED, { discount_amount: null }, 4800, without('discount_amount')],
  ['tax by nothing unsets it', STORED, { tax: null }, 4200, without('tax')],
  ['shipping by nothing unsets it', STORED, { shipping: null }, 4200, without('shipping')],
  [
    'each member of shipping by nothing unsets it',
    STORED,
    { shipping: { amount: null, from_postal_code: null, to_postal_code: null } },
    4200,
    without('shipping'),
  ],
  ['line items by nothing leaves the rest', STORED, { line_items: null }, 600, without('line_items')],
  ['line items by nothing leaves too much of the rest', STORED, { line_items: null }, 599, GREATER],
  ['everything by nothing', STORED, null, 1, undefined],
  [
    'each member by nothing',
    STORED,
    { discount_amount: null, line_items: null, shipping: null, tax: null },
    1,
    undefined,
  ],
  ['nothing by nothing', undefined, { discount_amount: null, shipping: { amount: null } }, 1, undefined],
  ['nothing by only the wish not to be checked', undefined, LOOSE, 1, undefined],
]);

const [WHOLE_TAX, WHOLE_DISCOUNT] = ['amount_details[tax][total_tax_amount]', 'amount_details[discount_amount]'];
const TAXED = { ...FIRST, tax: { total_tax_amount: 0 } };

table('tax and discount', [
  [
    'of the whole and of a line',
    undefined,
    { tax: { total_tax_amount: 0 }, line_items: [FIRST, TAXED] },
    4000,
    refused(WHOLE_TAX, 'parameters_exclusive'),
  ],
  [
    'of a line, where the whole has one already',
    STORED,
    { line_items: [FIRST, TAXED] },
    4600,
    refused('amount_details[line_items][1][tax][total_tax_amount]', 'parameters_exclusive'),
  ],
  [
    'of the whole, where a line has one already',
    storedAs({ line_items: [TAXED] }),
    { tax: { total_tax_amount: 0 } },
    2000,
    refused(WHOLE_TAX, 'parameters_exclusive'),
  ],
  [
    'discount of a line, where the whole has one already',
    STORED,
    { line_items: [{ ...FIRST, discount_amount: 1 }] },
    4600,
    refused('amount_details[line_items][0][discount_amount]', 'parameters_exclusive'),
  ],
  [
    'discount of both',
    undefined,
    { discount_amount: 1, line_items: [{ ...FIRST, discount_amount: 1 }] },
    1998,
    refused(WHOLE_DISCOUNT, 'parameters_exclusive'),
  ],
  [
    'of a line instead of the whole',
    STORED,
    { tax: null, line_items: [TAXED, SECOND] },
    4200,
    {
      ...without('tax'),
      line_items: [
        { id: 'uli_1', ...TAXED },
        { id: 'uli_2', ...SECOND },
      ],
    },
  ],
  [
    'one of each kind is no contradiction',
    undefined,
    { discount_amount: 1, line_items: [TAXED] },
    1999,
    { discount_amount: 1, line_items: [{ id: 'uli_1', ...TAXED }] },
  ],
]);

const MOST = Number.MAX_SAFE_INTEGER;

table('numbers that cannot be held', [
  ['as the cost of a line', undefined, { line_items: [FIRST, { ...BOOK, unit_cost: MOST }] }, 1, refused(TOO_LARGE)],
  [
    'as the cost of a line by its quantity',
    undefined,
    { line_items: [FIRST, { ...BOOK, quantity: MOST }] },
    1,
    refused(TOO_LARGE),
  ],
  [
    'as the sum of lines',
    undefined,
    { line_items: [CHAIR, { ...CHAIR, unit_cost: MOST }] },
    1,
    refused('amount_details'),
  ],
  [
    'as tax and shipping',
    undefined,
    { tax: { total_tax_amount: MOST }, shipping: { amount: 1 } },
    1,
    refused('amount_details'),
  ],
  [
    'but the largest one can',
    undefined,
    { line_items: [{ ...CHAIR, unit_cost: MOST }] },
    MOST,
    { line_items: [{ id: 'uli_1', ...CHAIR, unit_cost: MOST }] },
  ],
]);

describe('refusals', () => {
  const messageOf = (given: GivenAmountDetails, target: number) => {
    const result = replaceAmountDetails(undefined, given, target, idsFrom(1));
    assert.ok(isRefusal(result));
    assert.equal(result.type, 'invalid_request_error');
    return result.message;
  };

  it('say what is wrong', () => {
    assert.equal(messageOf(WHOLE, 5000), MESSAGES.mismatch(4600, 5000));
    assert.equal(messageOf({ tax: { total_tax_amount: 501 } }, 500), MESSAGES.greater(501, 500));
    assert.equal(
      messageOf({ tax: { total_tax_amount: 1 }, line_items: [FIRST, TAXED] }, 1),
      `You may only specify one of these parameters: ${WHOLE_TAX}, amount_details[line_items][1][tax][total_tax_amount].`,
    );
    assert.equal(
      messageOf({ line_items: [FIRST, { ...BOOK, unit_cost: MOST }] }, 1),
      `The amounts in ${TOO_LARGE} add up to more than 9007199254740991.`,
    );
  });
});

describe('payment details', () => {
  const both: PaymentDetails = { customer_reference: 'c', order_reference: 'o' };
  const rows: [
    what: string,
    PaymentDetails | undefined,
    GivenPaymentDetails | null | undefined,
    PaymentDetails | undefined,
  ][] = [
    ['stay', both, undefined, both],
    ['stay away', undefined, undefined, undefined],
    ['are unset', both, null, undefined],
    ['are set', undefined, both, both],
    ['are replaced one by one', both, { order_reference: 'p' }, { customer_reference: 'c', order_reference: 'p' }],
    ['are unset one by one', both, { order_reference: null }, { customer_reference: 'c' }],
    ['are unset one by one, all', both, { customer_reference: null, order_reference: null }, undefined],
  ];
  for (const [what, stored, given, expected] of rows) {
    it(what, () => assert.deepEqual(replacePaymentDetails(stored, given), expected));
  }
});
