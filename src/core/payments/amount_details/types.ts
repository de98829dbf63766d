import type { ErrorCode } from '../../kernel/error_codes.js';

/** One product in a payment. Its id is made anew whenever line items are set. */
export interface LineItem {
  readonly id: string;
  readonly product_name: string;
  readonly quantity: number;
  /** In minor units, like every amount here. */
  readonly unit_cost: number;
  readonly product_code?: string;
  readonly unit_of_measure?: string;
  readonly discount_amount?: number;
  readonly tax?: TotalTax;
  readonly payment_method_options?: LineItemPaymentMethodOptions;
}

interface TotalTax {
  readonly total_tax_amount: number;
}

export const PAYPAL_CATEGORIES = ['digital_goods', 'donation', 'physical_goods'] as const;

interface LineItemPaymentMethodOptions {
  readonly card?: { readonly commodity_code?: string };
  readonly card_present?: { readonly commodity_code?: string };
  readonly klarna?: {
    readonly image_url?: string;
    readonly product_url?: string;
    readonly reference?: string;
    readonly subscription_reference?: string;
  };
  readonly paypal?: {
    readonly category?: (typeof PAYPAL_CATEGORIES)[number];
    readonly description?: string;
    readonly sold_by?: string;
  };
}

/** What an amount is made of. After several captures it is what all of them gave, added up. */
export interface AmountDetails {
  readonly discount_amount?: number;
  /** Why the details do not add up to the amount, where a request asked for them to be kept nevertheless. */
  readonly error?: { readonly code: ErrorCode; readonly message: string };
  readonly line_items?: readonly LineItem[];
  readonly shipping?: ShippingAmount;
  readonly tax?: TotalTax;
}

interface ShippingAmount {
  readonly amount?: number;
  readonly from_postal_code?: string;
  readonly to_postal_code?: string;
}

/** The caller's own names for who pays and for what. */
export interface PaymentDetails {
  readonly customer_reference?: string;
  readonly order_reference?: string;
}

/** As many line items as a payment can have. */
export const MAXIMUM_LINE_ITEMS = 200;

type Given<T> = { readonly [K in keyof T]?: T[K] | null | undefined };

/** What a request says of amount details. Undefined was not sent, null unsets. */
export interface GivenAmountDetails {
  readonly discount_amount?: number | null | undefined;
  /** False keeps details that do not add up, together with the error. */
  readonly enforce_arithmetic_validation?: boolean | undefined;
  readonly line_items?: readonly GivenLineItem[] | null | undefined;
  readonly shipping?: Given<ShippingAmount> | null | undefined;
  readonly tax?: TotalTax | null | undefined;
}

/** Stored as it is given: a member that was not sent is absent, not undefined. */
export type GivenLineItem = Omit<LineItem, 'id'>;

export type GivenPaymentDetails = Given<PaymentDetails>;
