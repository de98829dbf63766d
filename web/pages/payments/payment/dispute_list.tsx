import { Link } from 'wouter';
import type { Dispute } from '../../../api/types.js';
import { useText } from '../../../i18n/use_text.js';
import { DisputeBadge } from '../../../parts/dispute_badge.js';
import { Scroll } from '../../../parts/scroll.js';
import { Time } from '../../../parts/time.js';
import { Deadline } from '../disputes/deadline.js';

export function DisputeList({ disputes }: { readonly disputes: readonly Dispute[] }) {
  const { t, money } = useText();
  return (
    <Scroll label={t('payment.disputes')}>
      <table>
        <thead>
          <tr>
            <th className="number">{t('column.amount')}</th>
            <th>{t('payment.status')}</th>
            <th>{t('field.reason')}</th>
            <th>{t('dispute.due')}</th>
            <th>{t('column.created')}</th>
            <th>{t('column.id')}</th>
          </tr>
        </thead>
        <tbody>
          {disputes.map(({ id, amount, currency, status, reason, evidence_details, created }) => (
            <tr key={id}>
              <td className="number">{money(amount, currency)}</td>
              <td>
                <DisputeBadge status={status} />
              </td>
              <td>{t(`dispute.reason.${reason}`)}</td>
              <td>
                <Deadline status={status} due_by={evidence_details.due_by ?? 0} />
              </td>
              <td>
                <Time at={created} />
              </td>
              <td>
                <Link href={`/disputes/${id}`}>{id}</Link>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
