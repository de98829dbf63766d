import type { Metadata, MetadataPatch, ShippingDetails } from '../../kernel/shared.js';
import type { AmountDetails, PaymentDetails } from '../amount_details/types.js';
import type { AutomaticPaymentMethods } from '../payment_method/redirects.js';
import type { PaymentMethod } from '../payment_method/types.js';
import type { OpenQuestion } from '../processor/port.js';
import type { IntentStatus } from './states.js';

export const CAPTURE_METHODS = ['automatic', 'automatic_async', 'manual'] as const;
export type CaptureMethod = (typeof CAPTURE_METHODS)[number];

export const FUTURE_USAGES = ['off_session', 'on_session'] as const;
type FutureUsage = (typeof FUTURE_USAGES)[number];

export const CANCELLATION_REASONS = ['abandoned', 'duplicate', 'fraudulent', 'requested_by_customer'] as const;
/** The caller's reasons, and Daybook's own: an authorization that nobody captured in time. */
export type CancellationReason = (typeof CANCELLATION_REASONS)[number] | 'automatic' | 'expired';

export const IF_AVAILABLE = ['if_available', 'never'] as const;
type Requested = (typeof IF_AVAILABLE)[number];

export const THREE_D_SECURE_REQUESTS = ['any', 'automatic', 'challenge'] as const;

/** What the caller asks of a card payment. */
export interface CardOptions {
  readonly capture_method?: 'manual';
  readonly moto?: boolean;
  readonly request_extended_authorization?: Requested;
  readonly request_incremental_authorization?: Requested;
  readonly request_multicapture?: Requested;
  readonly request_overcapture?: Requested;
  readonly request_partial_authorization?: Requested;
  readonly request_three_d_secure?: (typeof THREE_D_SECURE_REQUESTS)[number];
  /** `none`: though the intent says otherwise. */
  readonly setup_future_usage?: FutureUsage | 'none';
}

/** Cards need no mandate, so no object shows this; the journal keeps it as evidence. */
export interface MandateAcceptance {
  readonly type: 'offline' | 'online';
  /** Unix seconds. */
  readonly accepted_at?: number;
  readonly ip_address?: string;
  readonly user_agent?: string;
}

/** Why the last try failed: what the error said, with the payment method as it was. */
export interface PaymentError {
  readonly type: 'card_error' | 'invalid_request_error';
  readonly code: string;
  readonly message: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  readonly charge?: string;
  readonly payment_method?: PaymentMethod;
}

/** What the payer has to do: authenticate, on a page that Daybook serves. */
export interface NextAction {
  /** `use_stripe_sdk` where there is nowhere to return to. */
  readonly type: 'redirect_to_url' | 'use_stripe_sdk';
  readonly return_url?: string;
}

/** What one capture comes to, once the processor has taken the money. */
export interface Taking {
  readonly amount: number;
  /** Nothing more will be taken. */
  readonly is_final: boolean;
  readonly is_release: boolean;
  readonly multicapture: boolean;
}

/** What is asked of a processor about an intent, with what the answer is for. */
export interface IntentPurposes {
  /** `refuses_action`: nobody is there to authenticate. */
  readonly authorize: { readonly refuses_action: boolean };
  readonly query: object;
  readonly capture: Taking & {
    readonly amount_details: AmountDetails | undefined;
    readonly metadata: MetadataPatch | undefined;
    readonly payment_details: PaymentDetails | undefined;
    readonly statement_descriptor_suffix: string | undefined;
  };
  readonly increment: {
    readonly amount: number;
    readonly amount_details: AmountDetails | undefined;
    readonly description: string | undefined;
    readonly metadata: MetadataPatch | undefined;
    readonly payment_details: PaymentDetails | undefined;
  };
  readonly void: { readonly cancellation_reason: CancellationReason | undefined };
}
export type IntentAsks = keyof IntentPurposes;

/** One payment that Daybook drives, from the wish to collect an amount to the money. Amounts are minor units. */
export interface PaymentIntent {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  /** What is to be collected; after a capture of more than was authorized, what was captured. */
  readonly amount: number;
  readonly currency: string;
  readonly status: IntentStatus;
  readonly amount_capturable?: number;
  readonly amount_details?: AmountDetails;
  readonly amount_received?: number;
  readonly allowed_payment_method_types?: readonly string[];
  readonly automatic_payment_methods?: AutomaticPaymentMethods;
  /** Unix seconds. */
  readonly canceled_at?: number;
  readonly cancellation_reason?: CancellationReason;
  readonly capture_method: CaptureMethod;
  /** How often it has been captured. */
  readonly captures?: number;
  readonly card_options?: CardOptions;
  readonly confirmation_method?: 'manual';
  readonly customer?: string;
  readonly description?: string;
  /** When Daybook has to look after it by itself (Unix seconds): an authorization ends, or a processor is asked again. */
  readonly due_at?: number;
  readonly excluded_payment_method_types?: readonly string[];
  /** How often an increment was asked for, declines included. */
  readonly increments?: number;
  readonly last_payment_error?: PaymentError;
  readonly latest_charge?: string;
  /** The attempt that is under way or was the last. */
  readonly latest_payment_attempt_record?: string;
  readonly metadata?: Metadata;
  /** How the payer agreed to later payments, as the latest confirmation said. */
  readonly mandate_acceptance?: MandateAcceptance;
  readonly next_action?: NextAction;
  readonly off_session?: boolean;
  /** What the processor has not answered yet: until it has, nothing else can be asked. */
  readonly open?: { [A in IntentAsks]: OpenQuestion<A, IntentPurposes[A]> }[IntentAsks];
  readonly payment_details?: PaymentDetails;
  readonly payment_method?: string;
  readonly payment_record: string;
  readonly receipt_email?: string;
  /** What Radar calls the session of the payer's browser, as the latest confirmation said. */
  readonly radar_session?: string;
  readonly return_url?: string;
  readonly setup_future_usage?: FutureUsage;
  readonly shipping?: ShippingDetails & { readonly carrier?: string; readonly tracking_number?: string };
  readonly statement_descriptor?: string;
  readonly statement_descriptor_suffix?: string;
  /** By whose time it lives: that of its customer when it was made. */
  readonly test_clock?: string;
  /** The client follows `next_action` with Stripe's SDK, wherever the payer returns to. */
  readonly uses_stripe_sdk?: true;
}
