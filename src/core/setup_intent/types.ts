import type { NextAction, PaymentError } from '../payment_intent/types.js';
import type { Metadata } from '../shared.js';

export const SETUP_STATUSES = [
  'requires_payment_method',
  'requires_confirmation',
  'requires_action',
  'processing',
  'succeeded',
  'canceled',
] as const;
export type SetupStatus = (typeof SETUP_STATUSES)[number];

/** A payment method being made ready for later payments, without one now. */
export interface SetupIntent {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly status: SetupStatus;
  readonly automatic_payment_methods?: { readonly enabled: boolean; readonly allow_redirects?: 'always' | 'never' };
  readonly cancellation_reason?: 'abandoned' | 'duplicate' | 'requested_by_customer';
  readonly card_options?: { readonly request_three_d_secure?: 'any' | 'automatic' | 'challenge' };
  readonly customer?: string;
  readonly description?: string;
  readonly last_setup_error?: PaymentError;
  readonly latest_attempt?: string;
  readonly metadata?: Metadata;
  readonly next_action?: NextAction;
  readonly payment_method?: string;
  readonly return_url?: string;
  readonly usage?: 'on_session';
}

/** One confirmation of a setup intent. */
export interface SetupAttempt {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly status: 'requires_confirmation' | 'requires_action' | 'processing' | 'succeeded' | 'failed' | 'abandoned';
  readonly customer?: string;
  readonly payment_method: string;
  readonly setup_error?: PaymentError;
  readonly setup_intent: string;
  readonly usage: 'off_session' | 'on_session';
}
