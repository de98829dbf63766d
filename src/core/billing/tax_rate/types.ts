/** Rates of tax that are put on invoices and subscriptions by hand. */
import type { Metadata } from '../../kernel/shared.js';

/** What Stripe calls the taxes of the world. */
export const TAX_TYPES = [
  'admissions_tax',
  'amusement_tax',
  'attendance_tax',
  'communications_tax',
  'digital_excise_tax',
  'entertainment_tax',
  'get_fund',
  'gross_receipts_tax',
  'gst',
  'hospitality_tax',
  'hst',
  'igst',
  'jct',
  'lease_tax',
  'luxury_tax',
  'mass_transit_parking_tax',
  'nhil',
  'parking_tax',
  'pst',
  'qst',
  'resort_tax',
  'retail_delivery_fee',
  'rst',
  'sales_tax',
  'service_tax',
  'tourism_tax',
  'utility_users_tax',
  'vat',
] as const;
type TaxType = (typeof TAX_TYPES)[number];

/** How many parts one percent has: percentages have four decimal places at most, and are kept as whole numbers. */
export const PARTS_OF_PERCENT = 10_000;

export interface TaxRate {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** Whether it may be put on something new; where it is already, it stays. */
  readonly active: boolean;
  /** What the payer reads. */
  readonly display_name: string;
  /** Whether prices contain the tax already. */
  readonly inclusive: boolean;
  /** In parts of a million: 82500 is 8.25 percent. Like `inclusive` it never changes, since invoices were reckoned with it. */
  readonly rate_ppm: number;
  readonly country?: string;
  readonly state?: string;
  readonly jurisdiction?: string;
  /** What the payer does not read. */
  readonly description?: string;
  readonly tax_type?: TaxType;
  readonly metadata?: Metadata;
}
