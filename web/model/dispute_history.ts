/** Entries of the journal about disputes, as people read them. */
import type { Change, Dispute, JournalEntry } from '../api/types.js';
import { type DisputeStatus, isInquiry } from './dispute_status.js';
import { DISPUTE_PARTS, type Happening, type Movement } from './happening.js';

const BY_DISPUTE_STATUS: Readonly<Record<DisputeStatus, Happening>> = {
  needs_response: { text: 'history.dispute_escalated', icon: 'dispute', tone: 'bad' },
  under_review: { text: 'history.evidence_submitted', icon: 'arrow', tone: 'waiting' },
  won: { text: 'history.dispute_won', icon: 'check', tone: 'good' },
  lost: { text: 'history.dispute_lost', icon: 'failed', tone: 'bad' },
  warning_needs_response: { text: 'history.inquiry_opened', icon: 'dispute', tone: 'waiting' },
  warning_under_review: { text: 'history.evidence_submitted', icon: 'arrow', tone: 'waiting' },
  warning_closed: { text: 'history.inquiry_closed', icon: 'check', tone: 'quiet' },
};

export function disputeHappening(change: Change, command: string): Happening {
  const after = change.after as unknown as Dispute;
  const before = change.before as unknown as Dispute | null;
  if (before === null) {
    return isInquiry(after.status)
      ? BY_DISPUTE_STATUS.warning_needs_response
      : { text: 'history.dispute_opened', icon: 'dispute', tone: 'bad' };
  }
  if (before.status !== after.status) {
    const happening = BY_DISPUTE_STATUS[after.status];
    const is_accepted = command === 'dispute.close' && after.status === 'lost';
    return is_accepted ? { ...happening, text: 'history.dispute_accepted' } : happening;
  }
  const is_given = JSON.stringify(before.evidence) !== JSON.stringify(after.evidence);
  return { text: is_given ? 'history.evidence_kept' : 'history.dispute_updated', icon: 'more', tone: 'quiet' };
}

/** What the bank took, gave back and charged for disputes in an entry. */
export function movementsOfDisputes({ changes }: JournalEntry): Movement[] {
  const sums = { disputed: 0, returned: 0, fee: 0 };
  const disputes = changes.filter(({ object }) => object === 'dispute');
  for (const { before, after } of disputes) {
    const known = (before as Dispute | null)?.balance_transactions.length ?? 0;
    for (const { amount, fee } of (after as unknown as Dispute).balance_transactions.slice(known)) {
      sums[amount < 0 ? 'disputed' : 'returned'] += Math.abs(amount);
      sums.fee += fee;
    }
  }
  const currency = disputes[0]?.after['currency'] as string;
  return DISPUTE_PARTS.flatMap((part) => (sums[part] > 0 ? [{ part, amount: sums[part], currency }] : []));
}

/** The disputes that began with what an entry tells. */
export function disputesBegunIn({ changes }: JournalEntry): Dispute[] {
  return changes
    .filter(({ object, before }) => object === 'dispute' && before === null)
    .map(({ after }) => after as unknown as Dispute);
}

/**
 * The entries of a payment together with those of its disputes, newest first. Of these only what is not older than what
 * is shown of the payment, as long as there is more of it.
 */
export function withDisputes(
  payment: readonly JournalEntry[],
  disputes: readonly JournalEntry[],
  has_more: boolean,
): JournalEntry[] {
  const known = new Set(payment.map(({ id }) => id));
  const oldest = has_more ? (payment.at(-1)?.id ?? '') : '';
  const added = new Map(disputes.filter(({ id }) => !known.has(id) && id > oldest).map((entry) => [entry.id, entry]));
  // Their ids are in the order of the journal.
  return [...payment, ...added.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
}
