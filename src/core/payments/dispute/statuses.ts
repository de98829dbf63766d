/** The statuses of a dispute, and where each operation leads: the one table of transitions. */
import { errors, type Refusal } from '../../kernel/errors.js';
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
  if (!isOpen(status)) return errors.illegalState('This dispute is already closed');
  if (operation === 'close') {
    return errors.illegalState(
      `This dispute cannot be closed because it has a status of ${status}: its evidence was submitted. Only a dispute with a status of needs_response or warning_needs_response can be closed.`,
    );
  }
  return errors.illegalState(
    `Evidence for this dispute has been submitted already, and can be submitted once only: it has a status of ${status}.`,
    'evidence',
  );
}
