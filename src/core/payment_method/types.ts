import type { CardDetails } from '../cards.js';
import type { BillingDetails, Metadata } from '../shared.js';

/** A way to pay. Of a card only what cannot be used to pay is stored. */
export interface PaymentMethod {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly type: 'card' | 'custom';
  readonly card?: CardDetails;
  /** The row of the table of test cards that says how the card behaves. */
  readonly test_card?: string;
  readonly custom?: { readonly type: string; readonly display_name?: string };
  readonly allow_redisplay?: 'always' | 'limited' | 'unspecified';
  readonly billing_details?: BillingDetails;
  readonly customer?: string;
  readonly metadata?: Metadata;
}
