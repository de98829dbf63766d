import type { BillingDetails, Metadata } from '../../kernel/shared.js';
import type { CardDetails } from '../cards.js';

export const PAYMENT_METHOD_TYPES = ['card', 'custom'] as const;
type PaymentMethodType = (typeof PAYMENT_METHOD_TYPES)[number];

export const REDISPLAYS = ['always', 'limited', 'unspecified'] as const;
export type Redisplay = (typeof REDISPLAYS)[number];

/** A way to pay. Of a card only what cannot be used to pay is stored. */
export interface PaymentMethod {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly type: PaymentMethodType;
  readonly card?: CardDetails;
  /** The row of the table of test cards that says how the card behaves. */
  readonly test_card?: string;
  /** Another processor keeps the card, and this only says what card it is: nothing here can charge it. */
  readonly kept_elsewhere?: true;
  readonly custom?: { readonly type: string; readonly display_name?: string };
  readonly allow_redisplay?: Redisplay;
  readonly billing_details?: BillingDetails;
  readonly customer?: string;
  /** It belonged to a customer once: such a method cannot be attached again. */
  readonly detached?: true;
  /** It was set up, or paid for the first of several times: it can be attached though it was used. */
  readonly reusable?: true;
  /** It has paid without belonging to a customer, and cannot pay again. */
  readonly used?: true;
  readonly metadata?: Metadata;
  /** What Radar calls the session of the browser in which it was entered. */
  readonly radar_session?: string;
  /** Its holder has agreed to payments without being there, and has authenticated where that was asked for. */
  readonly set_up_for_off_session?: true;
}
