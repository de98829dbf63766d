/** What disputes and warnings have to do with refunds. */
import type { Draft } from '../../kernel/draft.js';
import type { Refusal } from '../../kernel/errors.js';
import { type Charge, isRefunded } from '../charge/types.js';
import { chargeDisputed } from './refusals.js';
import { isInquiry } from './states.js';
import type { DisputeStatus } from './types.js';

/** The money is, or is again, with the account: the bank only asks, or has given it back. */
export function isRefundable(status: DisputeStatus): boolean {
  return isInquiry(status) || status === 'won';
}

/** The refusal of a refund whose money the bank has taken. Where there is none, it must still be so when that is written. */
export function checkRefundable(draft: Draft, charge: Pick<Charge, 'id' | 'disputed'>): Refusal | undefined {
  if (charge.disputed !== true) return undefined;
  const disputes = draft.state.find('dispute', 'charge', charge.id);
  for (const dispute of disputes) draft.guard(dispute);
  return disputes.every(({ document }) => isRefundable(document.status)) ? undefined : chargeDisputed(charge.id);
}

/** Nothing is left to be done about a warning once the charge, which has just been refunded, was refunded as a whole. */
export function settleWarnings(draft: Draft, charge: Charge): void {
  if (charge.fraud_details?.stripe_report === undefined || !isRefunded(charge)) return;
  for (const { id, document } of draft.state.find('early_fraud_warning', 'charge', charge.id)) {
    if (!document.actionable) continue;
    draft.update('early_fraud_warning', { ...document, actionable: false });
    draft.emit('radar.early_fraud_warning.updated', id);
  }
}
