import type { BillingDetails, Metadata, ShippingDetails } from '../../kernel/shared.js';
import type { Authorization } from '../card_authorization.js';
import type { CardDetails } from '../cards.js';

/**
 * The parts an amount falls into, in minor units of the payment's one currency. A part that is absent is 0.
 * `authorized` and `guaranteed` are milestones: a refund does not lower them (see `refundable`).
 */
export interface Amounts {
  /** What was asked for first. */
  readonly requested: number;
  /** What is to be collected, where that is no longer what was asked for first. */
  readonly intended?: number;
  readonly authorized?: number;
  readonly guaranteed?: number;
  readonly failed?: number;
  readonly canceled?: number;
  readonly refunded?: number;
}

export interface CustomerDetails {
  readonly customer?: string;
  readonly email?: string;
  readonly name?: string;
  readonly phone?: string;
}

/** What an issuer said once, and does not change its mind about. */
export type AuthorizationSnapshot = Pick<
  Authorization,
  'capture_before' | 'code' | 'network_transaction_id' | 'three_d_secure'
>;

/** How the payer paid: a snapshot, so that a later change of the payment method does not rewrite history. */
export interface PaymentMethodDetails {
  readonly type: 'card' | 'custom';
  /** Of a card that Daybook charged. A charge keeps its authorization beside these details, whole. */
  readonly authorization?: AuthorizationSnapshot;
  readonly payment_method?: string;
  readonly billing_details?: BillingDetails;
  readonly card?: CardDetails;
  readonly custom?: { readonly type?: string; readonly display_name?: string };
}

/** Who processed the payment, and what that processor calls it. */
export interface ProcessorDetails {
  readonly type: string;
  readonly payment_reference?: string;
}

interface Payment {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly currency: string;
  readonly amounts: Amounts;
  readonly reported_by: 'self' | 'stripe';
  readonly customer_details?: CustomerDetails;
  readonly customer_presence?: 'on_session' | 'off_session';
  readonly description?: string;
  readonly metadata?: Metadata;
  /** Whom Daybook has asked, by the name in its registry: absent on reports, and where it was not kept yet. */
  readonly processor?: string;
  readonly processor_details: ProcessorDetails;
  readonly shipping_details?: ShippingDetails;
}

/** One payment with everything known about it; its amounts are those of its latest attempt. */
export interface PaymentRecord extends Payment {
  /** Why the latest attempt was declined. Internal: Stripe shows it on the charge; reports do not say. */
  readonly decline_reason?: string;
  /** When its earliest attempt was initiated. Versions from before this was kept lack it, and `outcome_happened`. */
  readonly happened?: number;
  /** When its latest attempt was guaranteed, failed or canceled. */
  readonly outcome_happened?: number;
  /** Absent while a payment intent has not been confirmed. */
  readonly latest_payment_attempt_record?: string;
  /** The intent that the record is kept for; absent on a reported payment. */
  readonly payment_intent?: string;
  readonly payment_method_details?: PaymentMethodDetails;
  /** By whose time the payment intent lives; versions from before this was kept lack it. */
  readonly test_clock?: string;
}

/** One try to collect a payment. The times are the caller's and may lie in any order. */
export interface PaymentAttemptRecord extends Payment {
  /** The payer has authenticated, and the payment waits to be confirmed. */
  readonly authenticated?: true;
  readonly payment_method_details: PaymentMethodDetails;
  readonly payment_record: string;
  readonly initiated_at: number;
  readonly guaranteed_at?: number;
  readonly failed_at?: number;
  readonly canceled_at?: number;
  /** An earlier attempt of its record has the same reference of the same processor. */
  readonly repeats_reference?: true;
  /** The processor did not answer: nobody knows whether the payer was charged. */
  readonly unknown?: true;
}

/** One reported refund of a record. Internal: Stripe shows only the sum, on the record and on the attempt. */
export interface PaymentRecordRefund {
  readonly id: string;
  readonly created: number;
  readonly payment_record: string;
  readonly payment_attempt_record: string;
  readonly currency: string;
  readonly amount: number;
  /** Who gave the money back, where the report names a processor. */
  readonly processor?: string;
  /** The processor's name for the refund, unique in an account and mode; credit notes call it `refund_group`. */
  readonly refund_reference?: string;
  readonly initiated_at?: number;
  readonly refunded_at: number;
  readonly metadata?: Metadata;
}
