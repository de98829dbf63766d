import type { Address, Metadata, ShippingDetails } from '../../kernel/shared.js';

export const TAX_EXEMPTIONS = ['exempt', 'none', 'reverse'] as const;
type TaxExemption = (typeof TAX_EXEMPTIONS)[number];

interface InvoiceCustomField {
  readonly name: string;
  readonly value: string;
}

/** Somebody who pays. A deleted customer keeps its id and forgets everything else. */
export interface Customer {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly deleted?: true;
  readonly address?: Address;
  /** How often a payment method was attached; not shown. */
  readonly attachments?: number;
  readonly business_name?: string;
  readonly default_payment_method?: string;
  readonly description?: string;
  readonly email?: string;
  readonly individual_name?: string;
  readonly invoice_custom_fields?: readonly InvoiceCustomField[];
  readonly invoice_footer?: string;
  /** Only where it was chosen; see `invoicePrefixOf`. */
  readonly invoice_prefix?: string;
  readonly metadata?: Metadata;
  readonly name?: string;
  /** Only where it was set; the first invoice has number 1. */
  readonly next_invoice_sequence?: number;
  readonly phone?: string;
  readonly preferred_locales?: readonly string[];
  readonly shipping?: ShippingDetails;
  readonly tax_exempt?: TaxExemption;
  /** By whose time it lives, and everything that is made for it. */
  readonly test_clock?: string;
}

/** What the numbers of the customer's invoices begin with: unless it was chosen, the end of the id, which is random. */
export function invoicePrefixOf(customer: Customer): string {
  return customer.invoice_prefix ?? customer.id.slice(-8).toUpperCase();
}
