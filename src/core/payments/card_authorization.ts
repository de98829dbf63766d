/** What an issuer has said to a card payment. */

export interface ThreeDSecure {
  readonly result: 'authenticated' | 'attempt_acknowledged' | 'failed' | 'not_supported' | 'processing_error';
  readonly version: string;
}

export const THREE_D_SECURE_VERSION = '2.2.0';

/** What a card authorization allows. */
export interface Authorization {
  /** What the issuer holds, in minor units; an increment raises it. */
  readonly amount: number;
  readonly code: string;
  /** Unix seconds; absent where the charge was captured at once. */
  readonly capture_before?: number;
  readonly extended?: true;
  readonly incremental?: true;
  readonly multicapture?: true;
  /** The most that may be captured; absent without overcapture. */
  readonly maximum_amount_capturable?: number;
  readonly network_transaction_id?: string;
  readonly three_d_secure?: ThreeDSecure;
}
