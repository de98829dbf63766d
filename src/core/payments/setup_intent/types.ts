import type { Metadata } from '../../kernel/shared.js';
import type { ThreeDSecure } from '../card_authorization.js';
import type { CardDetails } from '../cards.js';
import type { MandateAcceptance, NextAction, PaymentError, THREE_D_SECURE_REQUESTS } from '../payment_intent/types.js';
import type { AutomaticPaymentMethods } from '../payment_method/redirects.js';
import type { OpenQuestion } from '../processor/port.js';
import type { SetupStatus } from './states.js';

export const SETUP_CANCELLATION_REASONS = ['abandoned', 'duplicate', 'requested_by_customer'] as const;

/** What the caller asks of the verification of a card. */
export interface SetupCardOptions {
  readonly request_three_d_secure?: (typeof THREE_D_SECURE_REQUESTS)[number];
}

/** What an answer is for. */
export interface SetupPurpose {
  /** The caller has Stripe's SDK follow `next_action`, wherever the payer returns to. */
  readonly uses_stripe_sdk: boolean;
}

/** A payment method being made ready for later payments, without one now. */
export interface SetupIntent {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly status: SetupStatus;
  readonly automatic_payment_methods?: AutomaticPaymentMethods;
  readonly cancellation_reason?: (typeof SETUP_CANCELLATION_REASONS)[number];
  readonly card_options?: SetupCardOptions;
  readonly customer?: string;
  readonly description?: string;
  /** When whoever verifies the card is asked, or asked again (Unix seconds), while that is open. */
  readonly due_at?: number;
  readonly last_setup_error?: PaymentError;
  readonly latest_attempt?: string;
  /** How the payer agreed to later payments, as the latest confirmation said. */
  readonly mandate_acceptance?: MandateAcceptance;
  readonly metadata?: Metadata;
  readonly next_action?: NextAction;
  /** What the processor has not answered yet. */
  readonly open?: OpenQuestion<'verify', SetupPurpose>;
  readonly payment_method?: string;
  readonly return_url?: string;
  readonly test_clock?: string;
  readonly usage?: 'on_session';
}

/** One confirmation of a setup intent. */
export interface SetupAttempt {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly status: 'requires_action' | 'processing' | 'succeeded' | 'failed' | 'abandoned';
  /** As it was. */
  readonly card: CardDetails;
  readonly customer?: string;
  readonly payment_method: string;
  /** Who was asked, by the name in the registry; absent where it was not kept yet. */
  readonly processor?: string;
  readonly setup_error?: PaymentError;
  readonly setup_intent: string;
  readonly test_clock?: string;
  readonly three_d_secure?: ThreeDSecure;
  readonly usage: 'off_session' | 'on_session';
}
