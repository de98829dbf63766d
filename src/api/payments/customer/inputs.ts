/** The parameters that creating and updating a customer have in common, and what they become in a command. */
import type { CustomerMembers } from '../../../core/payments/customer/members.js';
import { invalidInvoicePrefix } from '../../../core/payments/customer/refusals.js';
import { TAX_EXEMPTIONS } from '../../../core/payments/customer/types.js';
import { emailAddress } from '../../../wire/contact_parameters.js';
import {
  array,
  described,
  emptyable,
  enumeration,
  hash,
  integer,
  metadata,
  type Parsed,
  required,
  singleLine,
  string,
} from '../../../wire/parameters.js';
import { address } from '../../kernel/parameters.js';

function text(maximum_length?: number) {
  return emptyable(string(maximum_length === undefined ? {} : { maximum_length }));
}

export const customer_parameters = {
  address: emptyable(address),
  business_name: text(150),
  description: text(),
  email: emptyable(emailAddress(512)),
  individual_name: text(150),
  invoice_prefix: described(
    string({
      pattern: /^[0-9A-Z]{3,12}$/,
      pattern_refusal: invalidInvoicePrefix,
    }),
    'Kept and shown; Daybook makes no invoices.',
  ),
  invoice_settings: hash({
    custom_fields: emptyable(
      array(
        hash({ name: required(string({ maximum_length: 40 })), value: required(string({ maximum_length: 140 })) }),
        { maximum_items: 4 },
      ),
    ),
    default_payment_method: described(text(), "One of the customer's own payment methods."),
    footer: text(),
  }),
  metadata: metadata(),
  name: text(256),
  next_invoice_sequence: integer({ minimum: 1, maximum: 1_000_000_000 }),
  phone: emptyable(singleLine({ maximum_length: 20 })),
  preferred_locales: emptyable(array(string({ maximum_length: 255 }), { maximum_items: 100 })),
  shipping: emptyable(hash({ address: required(address), name: required(string()), phone: singleLine() })),
  tax_exempt: emptyable(enumeration(TAX_EXEMPTIONS)),
};

type Given = Parsed<ReturnType<typeof hash<typeof customer_parameters>>>;

/** The members of a customer as a command takes them; what has rules of its own is left to the operation. */
export function customerMembers(given: Given): CustomerMembers {
  const { invoice_settings } = given;
  return {
    address: given.address,
    business_name: given.business_name,
    description: given.description,
    email: given.email,
    individual_name: given.individual_name,
    invoice_custom_fields: invoice_settings?.custom_fields,
    invoice_footer: invoice_settings?.footer,
    invoice_prefix: given.invoice_prefix,
    name: given.name,
    next_invoice_sequence: given.next_invoice_sequence,
    phone: given.phone,
    preferred_locales: given.preferred_locales,
    shipping: given.shipping,
    tax_exempt: given.tax_exempt,
  };
}
