/** What an amount is made of. Amounts are minor units of the payment's currency. */

export interface LineItem {
  /** uli_… */
  readonly id: string;
  readonly product_name: string;
  readonly quantity: number;
  readonly unit_cost: number;
}

export interface AmountDetails {
  readonly discount_amount?: number;
  readonly error?: { readonly code: string; readonly message: string };
  readonly line_items?: readonly LineItem[];
  readonly shipping?: {
    readonly amount?: number;
    readonly from_postal_code?: string;
    readonly to_postal_code?: string;
  };
  readonly tax?: { readonly total_tax_amount: number };
}

export interface PaymentDetails {
  readonly customer_reference?: string;
  readonly order_reference?: string;
}
