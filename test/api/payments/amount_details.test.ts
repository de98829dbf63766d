/** The parameters for what an amount is made of, and how the details are shown. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { amount_details, payment_details } from '../../../src/api/payments/payment_intent/amount_details.js';
import {
  viewAmountDetails,
  viewLineItem,
  viewLineItems,
  viewPaymentDetails,
} from '../../../src/api/payments/payment_intent/amount_details_view.js';
import type {
  AmountDetails,
  GivenAmountDetails,
  GivenPaymentDetails,
  LineItem,
} from '../../../src/core/payments/amount_details/types.js';
import { hash, type Parsed } from '../../../src/wire/parameters.js';
import { accepts, refuses } from '../../wire/parameter_cases.js';

const parameters = hash({ amount_details, payment_details });
const INTEGER = 'parameter_invalid_integer';
const EMPTY = 'parameter_invalid_empty';

/** Everything that can be said, at its limit. */
const ITEM = [
  ['discount_amount', '1'],
  ['payment_method_options][card][commodity_code', 'A'.repeat(12)],
  ['payment_method_options][card_present][commodity_code', '123'],
  ['payment_method_options][klarna][image_url', 'http://example.com:8080/image.jpg?x=1#y'],
  ['payment_method_options][klarna][product_url', `https://www.example.com/${'x'.repeat(4_072)}`],
  ['payment_method_options][klarna][reference', 'r'.repeat(255)],
  ['payment_method_options][klarna][subscription_reference', 's'.repeat(255)],
  ['payment_method_options][paypal][category', 'digital_goods'],
  ['payment_method_options][paypal][description', 'd'.repeat(127)],
  ['payment_method_options][paypal][sold_by', 'a'.repeat(127)],
  ['product_code', '#-é'.repeat(4)],
  ['product_name', '😀'.repeat(1_024)],
  ['quantity', '1'],
  ['tax][total_tax_amount', '0'],
  ['unit_cost', '0'],
  ['unit_of_measure', 'hundredweigh'],
] as const;

const encoded = ITEM.map(([name, value]) => `amount_details[line_items][0][${name}]=${encodeURIComponent(value)}`);
const value = (name: (typeof ITEM)[number][0]) => ITEM.find(([key]) => key === name)?.[1] as string;

describe('amount_details', () => {
  accepts(parameters, encoded.join('&'), {
    amount_details: {
      line_items: [
        {
          discount_amount: 1,
          payment_method_options: {
            card: { commodity_code: 'AAAAAAAAAAAA' },
            card_present: { commodity_code: '123' },
            klarna: {
              image_url: 'http://example.com:8080/image.jpg?x=1#y',
              product_url: value('payment_method_options][klarna][product_url'),
              reference: value('payment_method_options][klarna][reference'),
              subscription_reference: value('payment_method_options][klarna][subscription_reference'),
            },
            paypal: { category: 'digital_goods', description: 'd'.repeat(127), sold_by: 'a'.repeat(127) },
          },
          product_code: '#-é#-é#-é#-é',
          product_name: '😀'.repeat(1_024),
          quantity: 1,
          tax: { total_tax_amount: 0 },
          unit_cost: 0,
          unit_of_measure: 'hundredweigh',
        },
      ],
    },
  });
  accepts(
    parameters,
    'amount_details[discount_amount]=1&amount_details[enforce_arithmetic_validation]=false&amount_details[shipping][amount]=0&amount_details[shipping][from_postal_code]=SW1A 1AA&amount_details[shipping][to_postal_code]=12345-6789&amount_details[tax][total_tax_amount]=0',
    {
      amount_details: {
        discount_amount: 1,
        enforce_arithmetic_validation: false,
        shipping: { amount: 0, from_postal_code: 'SW1A 1AA', to_postal_code: '12345-6789' },
        tax: { total_tax_amount: 0 },
      },
    },
  );
  accepts(parameters, 'amount_details=', { amount_details: null });
  accepts(
    parameters,
    'amount_details[discount_amount]=&amount_details[line_items]=&amount_details[shipping]=&amount_details[tax]=',
    { amount_details: { discount_amount: null, line_items: null, shipping: null, tax: null } },
  );
  accepts(
    parameters,
    'amount_details[shipping][amount]=&amount_details[shipping][from_postal_code]=&amount_details[shipping][to_postal_code]=',
    { amount_details: { shipping: { amount: null, from_postal_code: null, to_postal_code: null } } },
  );

  const member = (name: string, text: string, message: RegExp | string, code?: string) =>
    refuses(parameters, `amount_details${name}=${encodeURIComponent(text)}`, message, `amount_details${name}`, code);
  member('[discount_amount]', '0', 'This value must be greater than or equal to 1.', INTEGER);
  member('[discount_amount]', '-1', 'This value must be greater than or equal to 1.', INTEGER);
  member('[discount_amount]', '1.5', 'Invalid integer: 1.5', INTEGER);
  member('[tax][total_tax_amount]', '-1', 'Invalid non-negative integer');
  member('[tax][total_tax_amount]', '', /empty string/, EMPTY);
  member('[shipping][amount]', '-1', 'Invalid non-negative integer');
  member('[shipping][amount]', '9007199254740992', /less than or equal to 9007199254740991/, INTEGER);
  member('[enforce_arithmetic_validation]', 'maybe', 'Invalid boolean: maybe');
  member('[enforce_arithmetic_validation]', '', /empty string/, EMPTY);
  member('[line_items]', 'pen', 'Invalid array');
  member('[tip]', '1', 'Received unknown parameter: amount_details[tip]', 'parameter_unknown');
  for (const name of ['[shipping][from_postal_code]', '[shipping][to_postal_code]']) {
    member(name, '12345678901', 'Invalid string: 12345678901; must be at most 10 characters');
    for (const text of ['1234_5', 'ÄÖ', '12\n3']) {
      member(name, text, 'Invalid postal code: only letters, digits, hyphens, and spaces are allowed.');
    }
  }

  refuses(
    parameters,
    'amount_details[line_items][0][product_name]=a&amount_details[line_items][0][quantity]=1',
    'Missing required param: amount_details[line_items][0][unit_cost].',
    'amount_details[line_items][0][unit_cost]',
    'parameter_missing',
  );
});

describe('a line item', () => {
  /** A line item that lacks nothing, with this member set to this text. */
  const refusesItem = (name: string, text: string, message: RegExp | string, code?: string) => {
    const own = { product_name: 'Pen', quantity: '1', unit_cost: '5', [name]: text };
    const form = Object.entries(own).map(
      ([key, held]) => `amount_details[line_items][0][${key}]=${encodeURIComponent(held)}`,
    );
    refuses(parameters, form.join('&'), message, `amount_details[line_items][0][${name}]`, code);
  };
  const tooLong = (maximum: number) => new RegExp(`; must be at most ${maximum} characters$`);
  const options = (path: string) => `payment_method_options][${path}`;
  refusesItem('product_name', '', /empty string/, EMPTY);
  refusesItem('product_name', 'x'.repeat(1_025), tooLong(1_024));
  refusesItem('product_code', 'x'.repeat(13), tooLong(12));
  refusesItem('product_code', '', /empty string/, EMPTY);
  refusesItem('unit_of_measure', 'x'.repeat(13), tooLong(12));
  refusesItem('unit_of_measure', 'sq ft', 'Invalid unit_of_measure: only letters and digits are allowed.');
  refusesItem('quantity', '0', 'This value must be greater than or equal to 1.', INTEGER);
  refusesItem('quantity', '1.5', 'Invalid integer: 1.5', INTEGER);
  refusesItem('unit_cost', '-1', 'Invalid non-negative integer');
  refusesItem('unit_cost', '9007199254740992', /less than or equal to 9007199254740991/, INTEGER);
  refusesItem('discount_amount', '0', 'This value must be greater than or equal to 1.', INTEGER);
  refusesItem('discount_amount', '', /empty string/, EMPTY);
  refusesItem('tax', '', /empty string/, EMPTY);
  refusesItem('tax][total_tax_amount', '-1', 'Invalid non-negative integer');
  refusesItem('id', 'uli_1', 'Received unknown parameter: amount_details[line_items][0][id]', 'parameter_unknown');
  for (const method of ['card', 'card_present']) {
    const name = options(`${method}][commodity_code`);
    refusesItem(name, 'x'.repeat(13), tooLong(12));
    refusesItem(name, '12 3', 'Invalid commodity_code: only letters and digits are allowed.');
  }
  for (const name of ['image_url', 'product_url']) {
    const param = options(`klarna][${name}`);
    refusesItem(param, `https://example.com/${'x'.repeat(4_077)}`, tooLong(4_096));
    for (const text of [
      'example.com',
      'ftp://example.com',
      'https://',
      'https://a b.com',
      'https://a@b.com',
      '//x.com',
    ]) {
      refusesItem(param, text, 'Not a valid URL: it must begin with http:// or https:// and contain no spaces.');
    }
  }
  refusesItem(options('klarna][reference'), 'x'.repeat(256), tooLong(255));
  refusesItem(options('klarna][subscription_reference'), 'x'.repeat(256), tooLong(255));
  refusesItem(options('paypal][description'), 'x'.repeat(128), tooLong(127));
  refusesItem(options('paypal][sold_by'), 'x'.repeat(128), tooLong(127));
  refusesItem(options('paypal][category'), 'services', /must be one of digital_goods, donation, or physical_goods$/);

  const many = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const item = `amount_details[line_items][${index}]`;
      return `${item}[product_name]=a&${item}[quantity]=1&${item}[unit_cost]=1`;
    }).join('&');
  const least = { product_name: 'a', quantity: 1, unit_cost: 1 };
  accepts(parameters, many(200), { amount_details: { line_items: Array.from({ length: 200 }, () => least) } });
  refuses(parameters, many(201), 'Invalid array: at most 200 elements are allowed', 'amount_details[line_items]');
});

describe('payment_details', () => {
  accepts(parameters, 'payment_details=', { payment_details: null });
  accepts(parameters, 'payment_details[customer_reference]=&payment_details[order_reference]=No. 7/ä', {
    payment_details: { customer_reference: null, order_reference: 'No. 7/ä' },
  });
  for (const name of ['customer_reference', 'order_reference']) {
    const param = `payment_details[${name}]`;
    refuses(parameters, `${param}=${'x'.repeat(5_001)}`, /; must be at most 5000 characters$/, param);
  }
});

describe('the view of amount details', () => {
  it('shows nothing but that there is no tip, where there are none', () => {
    assert.deepEqual(viewAmountDetails(undefined), { tip: {} });
  });

  it('shows what is there, without line items', () => {
    const error = { code: 'amount_details_amount_mismatch', message: 'no' } as const;
    const details: AmountDetails = { discount_amount: 1, error, line_items: [PEN], shipping: { amount: 0 } };
    const shipping = { amount: 0, from_postal_code: null, to_postal_code: null };
    assert.deepEqual(viewAmountDetails(details), { discount_amount: 1, error, shipping, tip: {} });
    assert.deepEqual(viewAmountDetails({ tax: { total_tax_amount: 0 }, shipping: { to_postal_code: '1' } }), {
      shipping: { amount: null, from_postal_code: null, to_postal_code: '1' },
      tax: { total_tax_amount: 0 },
      tip: {},
    });
  });

  it('shows payment details with what is missing', () => {
    assert.deepEqual(viewPaymentDetails({ order_reference: '7' }), { customer_reference: null, order_reference: '7' });
    assert.deepEqual(viewPaymentDetails({ customer_reference: '8' }), {
      customer_reference: '8',
      order_reference: null,
    });
  });
});

const PEN: LineItem = { id: 'uli_1', product_name: 'Pen', quantity: 2, unit_cost: 5 };
const PEN_VIEW = {
  id: 'uli_1',
  object: 'payment_intent_amount_details_line_item',
  discount_amount: null,
  payment_method_options: null,
  product_code: null,
  product_name: 'Pen',
  quantity: 2,
  tax: null,
  unit_cost: 5,
  unit_of_measure: null,
};

describe('the view of a line item', () => {
  it('shows null for what is missing', () => assert.deepEqual(viewLineItem(PEN), PEN_VIEW));

  it('shows everything', () => {
    const paypal = { category: 'donation', description: 'd', sold_by: 'acct_1' } as const;
    const rest = { discount_amount: 1, product_code: 'P', tax: { total_tax_amount: 0 }, unit_of_measure: 'each' };
    const all: LineItem = {
      ...PEN,
      ...rest,
      payment_method_options: {
        card: { commodity_code: '1' },
        card_present: { commodity_code: '2' },
        klarna: { reference: 'r' },
        paypal,
      },
    };
    assert.deepEqual(viewLineItem(all), {
      ...PEN_VIEW,
      ...rest,
      payment_method_options: {
        card: { commodity_code: '1' },
        card_present: { commodity_code: '2' },
        klarna: { image_url: null, product_url: null, reference: 'r', subscription_reference: null },
        paypal,
      },
    });
  });

  it('shows a list with the first ten, in the order in which they were given', () => {
    const items = Array.from({ length: 11 }, (_, index) => ({ ...PEN, id: `uli_${index}` }));
    const url = '/v1/payment_intents/pi_1/amount_details_line_items';
    const data = items.map(({ id }) => ({ ...PEN_VIEW, id }));
    assert.deepEqual(viewLineItems('pi_1', items), { object: 'list', data: data.slice(0, 10), has_more: true, url });
    assert.deepEqual(viewLineItems('pi_1', items.slice(1)), {
      object: 'list',
      data: data.slice(1),
      has_more: false,
      url,
    });
    assert.deepEqual(viewLineItems('pi_1', []), { object: 'list', data: [], has_more: false, url });
  });
});

/** Compiled, never run: what is parsed is what the rules take. */
export function passedOn(given: Parsed<typeof parameters>): void {
  const details: GivenAmountDetails | null | undefined = given.amount_details;
  const references: GivenPaymentDetails | null | undefined = given.payment_details;
  void [details, references];
}
