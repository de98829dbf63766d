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

/** The processor as people name it: `custom` says only that it is somebody else. */
export function processorOf(record: Pick<PaymentRecord, 'processor_details' | 'reported_by'>): string {
  const { type } = record.processor_details;
  return record.reported_by === 'stripe' && type === 'custom' ? 'daybook' : type;
}

export function referenceOf(record: Pick<PaymentRecord, 'processor_details'>): string | null {
  return record.processor_details.custom?.payment_reference ?? null;
}

export function customerOf(record: Pick<PaymentRecord, 'customer_details'>): string | null {
  const details = record.customer_details;
  return details?.name ?? details?.email ?? details?.customer ?? null;
}
