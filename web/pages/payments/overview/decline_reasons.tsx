import { Link } from 'wouter';
import { useText } from '../../../i18n/use_text.js';
import { declineWords } from '../../../model/decline_reason.js';
import { type PaymentFilters, paymentsPath } from '../../../model/payment_filters.js';
import type { OverviewReport } from './report.js';

interface Properties {
  readonly reasons: OverviewReport['decline_reasons'];
  /** What all payments of the report have in common. */
  readonly scope: PaymentFilters;
}

export function DeclineReasons({ reasons, scope }: Properties) {
  const { t, number } = useText();
  if (reasons.length === 0) return <p className="muted">{t('overview.no_declines')}</p>;
  const most = Math.max(...reasons.map(({ count }) => count));
  return (
    <ul className="bars">
      {reasons.map(({ reason, count }) => (
        <li key={reason}>
          <Link href={paymentsPath({ ...scope, decline_reason: reason })}>{declineWords(reason, t)}</Link>
          <span className="bars-bar" style={{ width: `${(count / most) * 100}%` }} />
          <span className="bars-count">{number(count)}</span>
        </li>
      ))}
    </ul>
  );
}
