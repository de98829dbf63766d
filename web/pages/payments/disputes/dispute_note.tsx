import type { Dispute } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { withdrawnBy } from '../../../model/dispute.js';
import { isAnswerable } from '../../../model/dispute_status.js';

/** What the status means for the money, and what happens next. */
export function DisputeNote({ dispute }: { readonly dispute: Dispute }) {
  const { t, money, time } = useText();
  const { amount, currency, status, balance_transactions, evidence_details } = dispute;
  return (
    <p className={isAnswerable(status) ? 'notice waiting' : 'notice quiet'}>
      {t(`dispute.says.${status}`, {
        amount: money(amount, currency),
        fee: money(withdrawnBy(balance_transactions).fee, currency),
        due: time(evidence_details.due_by ?? 0, 'short'),
      })}
    </p>
  );
}
