/** What the server's rules say about disputes. */

export const DISPUTE_STATUSES = [
  'needs_response',
  'under_review',
  'won',
  'lost',
  'warning_needs_response',
  'warning_under_review',
  'warning_closed',
] as const;
export type DisputeStatus = (typeof DISPUTE_STATUSES)[number];

/** Those in which evidence can be given, or the dispute be accepted. */
export const ANSWERABLE_STATUSES: readonly DisputeStatus[] = ['needs_response', 'warning_needs_response'];

export const DISPUTE_REASONS = ['fraudulent', 'noncompliant', 'product_not_received'] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export function isDisputeStatus(text: string): text is DisputeStatus {
  return (DISPUTE_STATUSES as readonly string[]).includes(text);
}

export function isAnswerable(status: DisputeStatus): boolean {
  return ANSWERABLE_STATUSES.includes(status);
}

/** A question of the bank, before any money is taken. */
export function isInquiry(status: DisputeStatus): boolean {
  return status.startsWith('warning_');
}
