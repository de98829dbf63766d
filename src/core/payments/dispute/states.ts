/** The statuses of a dispute, and where each operation leads: the one table of transitions. */
import type { Refusal } from '../../kernel/errors.js';
import { alreadyClosed, evidenceSubmitted, notCloseable } from './refusals.js';
import type { Dispute, DisputeStatus } from './types.js';

export const DISPUTE_OPERATIONS = ['update', 'stage_evidence', 'submit_evidence', 'close', 'end'] as const;
export type DisputeOperation = (typeof DISPUTE_OPERATIONS)[number];

/**
 * The statuses that an operation may lead to; an operation that is missing is refused in that status. `update` changes
 * metadata only; `end` is what happens when nobody does anything in time.
 */
export const TRANSITIONS = {
  needs_response: {
    update: ['needs_response'],
    stage_evidence: ['needs_response'],
    submit_evidence: ['under_review', 'won', 'lost'],
    close: ['lost'],
    end: ['lost'],
  },
  under_review: { update: ['under_review'], end: ['lost'] },
  won: {},
  lost: {},
  warning_needs_response: {
    update: ['warning_needs_response'],
    stage_evidence: ['warning_needs_response'],
    submit_evidence: ['warning_under_review', 'warning_closed', 'needs_response'],
    close: ['warning_closed'],
    end: ['warning_closed'],
  },
  warning_under_review: { update: ['warning_under_review'], end: ['warning_closed'] },
  warning_closed: {},
} as const satisfies Record<DisputeStatus, { readonly [O in DisputeOperation]?: readonly DisputeStatus[] }>;

function isOpen(status: DisputeStatus): boolean {
  return 'update' in TRANSITIONS[status];
}

/** A question of the bank, before any money is taken back. */
export function isInquiry(status: DisputeStatus): boolean {
  return status.startsWith('warning_');
}

/** Undefined where the table allows the operation; otherwise the refusal. */
export function checkStatus({ status }: Pick<Dispute, 'status'>, operation: DisputeOperation): Refusal | undefined {
  if (operation in TRANSITIONS[status]) return undefined;
  if (!isOpen(status)) return alreadyClosed();
  return operation === 'close' ? notCloseable(status) : evidenceSubmitted(status);
}
