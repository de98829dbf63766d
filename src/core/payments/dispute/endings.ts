/** What becomes of a dispute, and of its money. */
import type { Draft } from '../../kernel/draft.js';
import { compact, type Loose } from '../../kernel/shared.js';
import { reinstate, withdraw } from './money.js';
import { isInquiry } from './states.js';
import { evidenceDueBy, REVIEW_SECONDS } from './times.js';
import type { Dispute, DisputeStatus } from './types.js';

/** Texts in `uncategorized_text` that decide at once, as they do in Stripe's test mode. */
const DECIDING = {
  winning_evidence: win,
  losing_evidence: lose,
  escalate_inquiry_evidence: escalate,
} as const;

/** The issuer has got the evidence; most of it is looked at for long. */
export function review(draft: Draft, dispute: Dispute): void {
  const reviewed = changed(dispute, {
    status: isInquiry(dispute.status) ? 'warning_under_review' : 'under_review',
    // An inquiry ends when it would have, with or without an answer.
    due_at: isInquiry(dispute.status) ? dispute.due_at : draft.context.now + REVIEW_SECONDS,
  });
  draft.update('dispute', reviewed);
  draft.emit('charge.dispute.updated', dispute.id);
  const text = dispute.evidence?.uncategorized_text ?? '';
  if (Object.hasOwn(DECIDING, text)) DECIDING[text as keyof typeof DECIDING](draft, reviewed);
}

function win(draft: Draft, dispute: Dispute): void {
  if (isInquiry(dispute.status)) {
    end(draft, dispute, 'warning_closed');
    return;
  }
  draft.update('dispute', reinstate(draft, changed(dispute, { status: 'won', due_at: undefined })));
  draft.emit('charge.dispute.funds_reinstated', dispute.id);
  draft.emit('charge.dispute.closed', dispute.id);
}

/** Nothing was taken for an inquiry, so it cannot be lost either. */
export function lose(draft: Draft, dispute: Dispute): void {
  end(draft, dispute, isInquiry(dispute.status) ? 'warning_closed' : 'lost');
}

function end(draft: Draft, dispute: Dispute, status: DisputeStatus): void {
  draft.update('dispute', changed(dispute, { status, due_at: undefined }));
  draft.emit('charge.dispute.closed', dispute.id);
}

/** The bank turns its question into a dispute. What was refunded meanwhile it does not take again. */
function escalate(draft: Draft, dispute: Dispute): void {
  if (!isInquiry(dispute.status)) return;
  const charge = draft.get('charge', dispute.charge);
  if (charge === undefined) throw new Error(`${dispute.id} is of ${dispute.charge}, which is not there`);
  draft.guard(charge);
  const { amount_captured = 0, amount_refunded = 0 } = charge.document;
  const amount = Math.min(dispute.amount, amount_captured - amount_refunded);
  if (amount <= 0) {
    end(draft, dispute, 'warning_closed');
    return;
  }
  const evidence_due_by = evidenceDueBy(draft.context.now);
  const escalated = changed(dispute, {
    status: 'needs_response',
    amount,
    due_at: evidence_due_by,
    evidence_due_by,
    past_due: undefined,
  });
  draft.update('dispute', withdraw(draft, escalated));
  draft.emit('charge.dispute.updated', dispute.id);
  draft.emit('charge.dispute.funds_withdrawn', dispute.id);
}

function changed(dispute: Dispute, members: Partial<Loose<Dispute>>): Dispute {
  return compact<Dispute>({ ...dispute, ...members });
}
