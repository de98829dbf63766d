import type { Metadata } from '../../kernel/shared.js';
import type { BalanceTransaction } from '../balance/types.js';
import type { EnhancedEvidence } from './enhanced_evidence.js';

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

/** Those of the test cards. */
export const DISPUTE_REASONS = ['fraudulent', 'noncompliant', 'product_not_received'] as const;
type DisputeReason = (typeof DISPUTE_REASONS)[number];

/** Members of evidence that are texts of any kind. */
export const EVIDENCE_TEXTS = [
  'access_activity_log',
  'billing_address',
  'cancellation_policy_disclosure',
  'cancellation_rebuttal',
  'customer_email_address',
  'customer_name',
  'customer_purchase_ip',
  'duplicate_charge_explanation',
  'duplicate_charge_id',
  'product_description',
  'refund_policy_disclosure',
  'refund_refusal_explanation',
  'service_date',
  'shipping_address',
  'shipping_carrier',
  'shipping_date',
  'shipping_tracking_number',
  'uncategorized_text',
] as const;

/** Members of evidence that name a file. */
export const EVIDENCE_FILES = [
  'cancellation_policy',
  'customer_communication',
  'customer_signature',
  'duplicate_charge_documentation',
  'receipt',
  'refund_policy',
  'service_documentation',
  'shipping_documentation',
  'uncategorized_file',
] as const;

export type EvidenceMember = (typeof EVIDENCE_TEXTS)[number] | (typeof EVIDENCE_FILES)[number];
export type Evidence = { readonly [M in EvidenceMember]?: string };

/** What decides whether more than plain evidence can be given. */
type Eligibility = 'visa_compelling_evidence_3' | 'visa_compliance';

/** The payer asks the bank for the money back. Amounts are minor units. */
export interface Dispute {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly status: DisputeStatus;
  readonly reason: DisputeReason;
  /** Movements of money, in order: taken when it began, given back when it was won. As they were made; none ever changes. */
  readonly balance_transactions?: readonly BalanceTransaction[];
  readonly card_brand: string;
  readonly charge: string;
  /** When it ends by itself (Unix seconds), while it is open. */
  readonly due_at?: number;
  readonly eligibility?: Eligibility;
  readonly enhanced_evidence?: EnhancedEvidence;
  readonly evidence?: Evidence;
  /** Until when evidence is asked for (Unix seconds). */
  readonly evidence_due_by: number;
  readonly evidence_submissions?: number;
  readonly metadata?: Metadata;
  readonly network_reason_code?: string;
  /** The last evidence came after its time. */
  readonly past_due?: true;
  readonly payment_intent: string;
  readonly test_clock?: string;
}

/** How a dispute begins. */
export type DisputeOpening = Pick<Dispute, 'status' | 'reason' | 'network_reason_code' | 'eligibility'>;

/** The issuer says that a charge was probably fraud. */
export interface EarlyFraudWarning {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly actionable: boolean;
  readonly charge: string;
  readonly payment_intent: string;
  readonly fraud_type: string;
  readonly test_clock?: string;
}

/** Whether anything was given that could be submitted. */
export function hasEvidence({ evidence, enhanced_evidence }: Pick<Dispute, 'evidence' | 'enhanced_evidence'>): boolean {
  return evidence !== undefined || enhanced_evidence !== undefined;
}
