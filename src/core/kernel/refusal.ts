/** What a refusal is: the value that says why a request is not done. Which there are: `errors`, and the `refusals.ts` beside each noun. */
import type { ErrorCode } from './error_codes.js';

export type Mode = 'live' | 'test';

type ErrorType = 'api_error' | 'card_error' | 'idempotency_error' | 'invalid_request_error';

/** An object in an error. The committer adds the version, so that a repeated answer shows the same. */
interface ShownObject {
  /** The member of the error that shows it. */
  readonly member: 'payment_intent' | 'payment_method' | 'setup_intent';
  readonly kind: string;
  readonly id: string;
  readonly version?: number;
}

/** A refused request. `status` is the HTTP status; everything else is rendered into the error envelope as it stands. */
export interface Refusal {
  readonly refused: true;
  readonly status: 400 | 401 | 402 | 403 | 404 | 409 | 429;
  readonly type: ErrorType;
  readonly message: string;
  readonly code?: ErrorCode;
  readonly param?: string;
  readonly decline_code?: string;
  readonly advice_code?: string;
  /** The id of the charge that was declined. */
  readonly charge?: string;
  /** Objects that the error shows in full. */
  readonly shows?: readonly ShownObject[];
  /** The object that is missing; not rendered, but it lets the wire add whether the other mode has it. */
  readonly missing?: { readonly kind: string; readonly id: string };
  /** Whether an SDK should send the request again by itself; rendered as the header `Stripe-Should-Retry`. */
  readonly should_retry?: boolean;
  /** Which limiter refused; rendered as the header `Stripe-Rate-Limited-Reason`. */
  readonly rate_limited_reason?: 'global-concurrency' | 'endpoint-rate' | 'global-rate';
}

/** A refusal that a request can ask to have stored with the object instead. */
export type Violation = Refusal & { readonly code: ErrorCode };

export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value && value.refused === true;
}
