import type { Metadata } from '../../kernel/shared.js';
import type { OpenQuestion } from '../processor/port.js';

export const REFUND_REASONS = ['duplicate', 'fraudulent', 'requested_by_customer'] as const;
/** The last one is of holds that ended by themselves, which only older API versions show as refunded. */
type RefundReason = (typeof REFUND_REASONS)[number] | 'expired_uncaptured_charge';
export const REFUND_STATUSES = ['pending', 'requires_action', 'succeeded', 'failed', 'canceled'] as const;

export type RefundAsks = 'refund' | 'query_refund';

/** Money on its way back to the payer. Amounts are minor units. */
export interface Refund {
  readonly id: string;
  /** Unix seconds. */
  readonly created: number;
  readonly amount: number;
  readonly currency: string;
  readonly status: (typeof REFUND_STATUSES)[number];
  readonly balance_transaction?: string;
  readonly charge: string;
  readonly customer?: string;
  readonly payment_intent: string;
  readonly payment_method?: string;
  /** When the processor says how it ended (Unix seconds), while that is open. */
  readonly due_at?: number;
  readonly failure_balance_transaction?: string;
  readonly failure_reason?: string;
  readonly metadata?: Metadata;
  /** What the processor has not answered yet. */
  readonly open?: OpenQuestion<RefundAsks, object>;
  readonly pending_reason?: 'processing' | 'insufficient_funds' | 'charge_pending';
  readonly reason?: RefundReason;
  readonly test_clock?: string;
}
