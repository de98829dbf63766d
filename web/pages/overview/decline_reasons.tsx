import { Link } from 'wouter';
import { useText } from '../../i18n/use_text.js';
import { type PaymentFilters, paymentsPath } from '../../model/payment_filters.js';
import type { OverviewReport } from './report.js';

interface Properties {
  readonly reasons: OverviewReport['decline_reasons'];
  readonly filters: PaymentFilters;
}

export function DeclineReasons({ reasons, filters }: Properties) {
  const { t, number } = useText();
  if (reasons.length === 0) return <p className="muted">{t('overview.no_declines')}</p>;
  const most = Math.max(...reasons.map(({ count }) => count));
  return (
    <>
      <ul className="bars">
        {reasons.map(({ reason, count }) => (
          <li key={reason}>
            <code>{reason}</code>
            <span className="bars-bar" style={{ width: `${(count / most) * 100}%` }} />
            <span className="bars-count">{number(count)}</span>
          </li>
        ))}
      </ul>
      <Link href={paymentsPath(filters)}>{t('overview.show_failed')}</Link>
    </>
  );
}
