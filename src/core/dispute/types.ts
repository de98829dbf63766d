import type { Metadata } from '../shared.js';

export const DISPUTE_STATUSES = [
  'needs_response',
  'under_review',
  'won',
  'lost',
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
] as const;
/** Those that nobody has decided yet. */
export const OPEN_DISPUTES: readonly (typeof DISPUTE_STATUSES)[number][] = [
  'needs_response',
  'under_review',
  'warning_needs_response',
  'warning_under_review',
];
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** The payer asks the bank for the money back. Amounts are minor units. */
export interface Dispute {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly status: DisputeStatus;
  readonly reason: string;
  /** Movements of money, in order: taken when it began, given back when it was won. */
  readonly balance_transactions?: readonly string[];
  readonly charge: string;
  readonly payment_intent: string;
  /** When it is lost for want of evidence (Unix seconds), while that can be given. */
  readonly due_at?: number;
  readonly evidence?: Readonly<Record<string, string>>;
  readonly evidence_submissions?: number;
  readonly has_evidence?: true;
  readonly eligibility?: 'visa_compelling_evidence_3' | 'visa_compliance';
  readonly metadata?: Metadata;
  readonly network_reason_code?: string;
  readonly card_brand: string;
}

/** The issuer says that a charge was probably fraud. */
export interface EarlyFraudWarning {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly actionable: boolean;
  readonly charge: string;
  readonly payment_intent: string;
  readonly fraud_type: string;
}
