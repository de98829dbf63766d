/** How a payment was made, for people. */
import type { PaymentRecord } from '../api/types.js';

export interface MethodShown {
  /** `visa`, or what the custom method is called. */
  readonly name: string;
  readonly brand: string | null;
  readonly last4: string | null;
}

const BRANDS: Readonly<Record<string, string>> = {
  amex: 'Amex',
  cartes_bancaires: 'Cartes Bancaires',
  diners: 'Diners Club',
  discover: 'Discover',
  eftpos_au: 'eftpos',
  jcb: 'JCB',
  mastercard: 'Mastercard',
  unionpay: 'UnionPay',
  visa: 'Visa',
};

export function brandName(brand: string): string {
  return BRANDS[brand] ?? brand;
}

export function methodOf(details: PaymentRecord['payment_method_details']): MethodShown | null {
  if (details === null) return null;
  if (details.card != null) {
    const { brand, last4 } = details.card;
    return { name: brandName(brand ?? 'card'), brand: brand ?? null, last4: last4 ?? null };
  }
  if (details.custom != null) {
    return { name: details.custom.display_name || (details.custom.type ?? 'custom'), brand: null, last4: null };
  }
  return { name: details.type, brand: null, last4: null };
}

/** By the names that the server filters by: its own processor hides behind `custom` on the wire. */
export function processorOf(record: Pick<PaymentRecord, 'processor_details' | 'reported_by'>): string {
  const { type } = record.processor_details;
  return record.reported_by === 'stripe' && type === 'custom' ? 'sandbox' : type;
}

/** What somebody calls a method, in the way that the server filters by: `visa`, or `custom: Bank transfer`. */
export function methodFilter(text: string): string {
  const wanted = text.trim();
  if (wanted === '' || wanted.startsWith('custom:')) return wanted;
  const brand = Object.entries(BRANDS).find(
    ([code, name]) => code === wanted.toLowerCase() || name.toLowerCase() === wanted.toLowerCase(),
  );
  return brand?.[0] ?? `custom: ${wanted}`;
}

export function referenceOf(record: Pick<PaymentRecord, 'processor_details'>): string | null {
  const { type } = record.processor_details;
  return record.processor_details[type]?.payment_reference ?? null;
}

export function customerOf(record: Pick<PaymentRecord, 'customer_details'>): string | null {
  const details = record.customer_details;
  return details?.name ?? details?.email ?? details?.customer ?? null;
}
