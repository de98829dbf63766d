/** What somebody has to do about a payment: answer a dispute, or see to a warning of fraud. */
import { Link } from 'wouter';
import type { Dispute, EarlyFraudWarning } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { isAnswerable, isInquiry } from '../../../model/dispute_status.js';
import { Deadline } from '../disputes/deadline.js';

interface Properties {
  readonly disputes: readonly Dispute[];
  readonly warnings: readonly EarlyFraudWarning[];
}

export function PaymentNotices({ disputes, warnings }: Properties) {
  const { t } = useText();
  return (
    <>
      {disputes
        .filter(({ status }) => isAnswerable(status))
        .map(({ id, status, evidence_details }) => (
          <p key={id} className="notice waiting row">
            <strong>{t(isInquiry(status) ? 'payment.inquiry_note' : 'payment.dispute_note')}</strong>
            <span>
              {t('dispute.due')}: <Deadline status={status} due_by={evidence_details.due_by ?? 0} />
            </span>
            <Link href={`/disputes/${id}`}>{t('payment.open_dispute')}</Link>
          </p>
        ))}
      {warnings.map(({ id, actionable }) => (
        <p key={id} className={actionable ? 'notice waiting row' : 'notice quiet row'}>
          <strong>{t('fraud.title')}</strong>
          <span>{t(actionable ? 'fraud.note' : 'fraud.settled')}</span>
        </p>
      ))}
    </>
  );
}
