/** Customers on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import { type Customer, invoicePrefixOf } from '../../../core/payments/customer/types.js';
import { type ViewContext, viewAddress } from '../../kernel/view_context.js';

export function viewCustomer(customer: Customer, { livemode }: ViewContext): Stripe.Customer | Stripe.DeletedCustomer {
  if (customer.deleted === true) return { id: customer.id, object: 'customer', deleted: true };
  const { address, business_name, individual_name, shipping } = customer;
  return {
    id: customer.id,
    object: 'customer',
    address: address === undefined ? null : viewAddress(address),
    // Daybook keeps no balances: what a customer owes or is owed is not in its books.
    balance: 0,
    ...(business_name === undefined ? {} : { business_name }),
    created: customer.created,
    currency: null,
    customer_account: null,
    default_source: null,
    delinquent: false,
    description: customer.description ?? null,
    discount: null,
    email: customer.email ?? null,
    ...(individual_name === undefined ? {} : { individual_name }),
    invoice_prefix: invoicePrefixOf(customer),
    invoice_settings: {
      custom_fields: customer.invoice_custom_fields?.map(({ name, value }) => ({ name, value })) ?? null,
      default_payment_method: customer.default_payment_method ?? null,
      footer: customer.invoice_footer ?? null,
      rendering_options: null,
    },
    livemode,
    metadata: customer.metadata ?? {},
    name: customer.name ?? null,
    next_invoice_sequence: customer.next_invoice_sequence ?? 1,
    phone: customer.phone ?? null,
    preferred_locales: [...(customer.preferred_locales ?? [])],
    shipping:
      shipping === undefined
        ? null
        : { address: viewAddress(shipping.address), name: shipping.name ?? '', phone: shipping.phone ?? null },
    tax_exempt: customer.tax_exempt ?? 'none',
    test_clock: customer.test_clock ?? null,
  };
}
