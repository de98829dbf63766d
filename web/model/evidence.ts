/** Which evidence the dashboard asks for. What it does not ask for can be given through the API, and is shown all the same. */
import type { DisputeReason } from './dispute_status.js';

const ALWAYS_FIRST = ['product_description', 'customer_name', 'customer_email_address'] as const;
const ALWAYS_LAST = ['uncategorized_text'] as const;

/** What answers each reason. */
const BY_REASON = {
  fraudulent: ['customer_purchase_ip', 'billing_address', 'access_activity_log'],
  noncompliant: ['refund_policy_disclosure', 'refund_refusal_explanation'],
  product_not_received: [
    'shipping_carrier',
    'shipping_tracking_number',
    'shipping_date',
    'shipping_address',
    'service_date',
  ],
} as const satisfies Record<DisputeReason, readonly string[]>;

export type AskedEvidence =
  | (typeof ALWAYS_FIRST)[number]
  | (typeof ALWAYS_LAST)[number]
  | (typeof BY_REASON)[DisputeReason][number];

export function evidenceAskedFor(reason: DisputeReason): readonly AskedEvidence[] {
  return [...ALWAYS_FIRST, ...BY_REASON[reason], ...ALWAYS_LAST];
}

const ASKED: readonly string[] = (Object.keys(BY_REASON) as DisputeReason[]).flatMap(evidenceAskedFor);

/** Whether there are words for a member of evidence. */
export function isAskedFor(member: string): member is AskedEvidence {
  return ASKED.includes(member);
}
