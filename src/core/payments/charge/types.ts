import type { Metadata, ShippingDetails } from '../../kernel/shared.js';
import type { Authorization } from '../card_authorization.js';
import type { PaymentMethodDetails } from '../payment_record/types.js';

/** How a processor and the risk check looked at a charge. */
export interface Outcome {
  readonly type: 'authorized' | 'manual_review' | 'issuer_declined' | 'blocked' | 'invalid';
  readonly network_status: 'approved_by_network' | 'declined_by_network' | 'not_sent_to_network';
  readonly risk_level: 'normal' | 'elevated' | 'highest' | 'not_assessed';
  readonly risk_score?: number;
  readonly reason?: string;
  readonly seller_message: string;
  readonly advice_code?: string;
  readonly network_decline_code?: string;
}

/** One try to move money with a payment method, as the processor answered it. Amounts are minor units. */
export interface Charge {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  /** `pending`: the processor has not said yet how it ended. */
  readonly status: 'succeeded' | 'pending' | 'failed';
  readonly amount_captured?: number;
  readonly amount_refunded?: number;
  /** Nothing more will be captured. */
  readonly captured?: true;
  readonly authorization?: Authorization;
  /** The first movement of money on the account's balance. */
  readonly balance_transaction?: string;
  readonly customer?: string;
  readonly description?: string;
  /** Whether a dispute was opened. */
  readonly disputed?: true;
  /** The issuer let go of the money before it was captured. */
  readonly expired?: true;
  readonly failure_code?: string;
  readonly failure_message?: string;
  readonly fraud_details?: { readonly stripe_report?: 'fraudulent'; readonly user_report?: 'fraudulent' | 'safe' };
  readonly metadata?: Metadata;
  readonly outcome?: Outcome;
  readonly payment_attempt_record: string;
  readonly payment_intent: string;
  readonly payment_method_details: PaymentMethodDetails;
  /** What Radar calls the session of the payer's browser. */
  readonly radar_session?: string;
  readonly receipt_email?: string;
  /** When what was on hold was let go of before anything was captured (Unix seconds). */
  readonly released_at?: number;
  readonly shipping?: ShippingDetails & { readonly carrier?: string; readonly tracking_number?: string };
  readonly statement_descriptor_suffix?: string;
  /** The row of the table of test cards that says what becomes of refunds and whether there is a dispute. */
  readonly test_card?: string;
  /** By which it lives, as the customer does. */
  readonly test_clock?: string;
}

/** Whether everything that was received went back. In between captures there is more to come. */
export function isRefunded(charge: Charge): boolean {
  const { captured, amount_captured = 0, amount_refunded = 0 } = charge;
  return captured === true && amount_captured > 0 && amount_refunded === amount_captured;
}

/** Why the processor or the issuer said no; undefined unless they did. */
export function declineReasonOf(charge: Charge): string | undefined {
  return charge.status === 'failed' ? (charge.outcome?.reason ?? charge.failure_code) : undefined;
}
