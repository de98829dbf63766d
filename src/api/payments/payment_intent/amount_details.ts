/**
 * The parameters for what an amount is made of. What is parsed is what the rules take (`GivenAmountDetails` and
 * `GivenPaymentDetails`); whatever depends on sums, on other members or on what is stored is left to them.
 */
import { invalidPostalCode, notAlphanumeric, noWebAddress } from '../../../core/payments/amount_details/refusals.js';
import { MAXIMUM_LINE_ITEMS, PAYPAL_CATEGORIES } from '../../../core/payments/amount_details/types.js';
import {
  array,
  boolean,
  described,
  emptyable,
  enumeration,
  hash,
  integer,
  required,
  singleLine,
  string,
} from '../../../wire/parameters.js';

const discount = integer({ minimum: 1 });
const tax = hash({ total_tax_amount: required(integer({ minimum: 0 })) });

const postal_code = emptyable(
  string({
    maximum_length: 10,
    pattern: /^[0-9A-Za-z -]+$/,
    pattern_refusal: invalidPostalCode,
  }),
);

function alphanumeric(name: string) {
  return string({
    maximum_length: 12,
    pattern: /^[0-9A-Za-z]+$/,
    pattern_refusal: (param) => notAlphanumeric(name, param),
  });
}

const commodity = hash({ commodity_code: alphanumeric('commodity_code') });

/** What stands before the path is a host, with a port at most: no name or password. */
const url = singleLine({
  maximum_length: 4_096,
  pattern: /^https?:\/\/[^\s/?#@:[\]\\]+(?::[0-9]{1,5})?(?:[/?#]\S*)?$/,
  pattern_refusal: noWebAddress,
});

const line_item = hash({
  discount_amount: described(discount, 'Not together with `amount_details[discount_amount]`.'),
  payment_method_options: hash({
    card: commodity,
    card_present: commodity,
    klarna: hash({
      image_url: url,
      product_url: url,
      reference: singleLine({ maximum_length: 255 }),
      subscription_reference: singleLine({ maximum_length: 255 }),
    }),
    paypal: hash({
      category: enumeration(PAYPAL_CATEGORIES),
      description: string({ maximum_length: 127 }),
      sold_by: singleLine({ maximum_length: 127 }),
    }),
  }),
  product_code: singleLine({ maximum_length: 12 }),
  product_name: required(string({ maximum_length: 1_024 })),
  quantity: required(integer({ minimum: 1 })),
  tax: described(tax, 'Not together with `amount_details[tax]`.'),
  unit_cost: required(integer({ minimum: 0 })),
  unit_of_measure: alphanumeric('unit_of_measure'),
});

export const amount_details = described(
  emptyable(
    hash({
      discount_amount: emptyable(discount),
      enforce_arithmetic_validation: described(
        boolean(),
        'With false, details that do not add up are kept, and `amount_details.error` says why they do not.',
      ),
      line_items: emptyable(array(line_item, { maximum_items: MAXIMUM_LINE_ITEMS })),
      shipping: emptyable(
        hash({
          amount: emptyable(integer({ minimum: 0 })),
          from_postal_code: postal_code,
          to_postal_code: postal_code,
        }),
      ),
      tax: emptyable(tax),
    }),
  ),
  'What the amount is made of. The parts must add up to it; members that are not sent stay as they are.',
);

export const payment_details = emptyable(
  hash({
    customer_reference: described(emptyable(singleLine()), 'Your name for who pays.'),
    order_reference: described(emptyable(singleLine()), 'Your name for what is paid.'),
  }),
);
