/** Money on hold, and which of it is given back soon unless it is captured. */
import { Link } from 'wouter';
import { useText } from '../../../i18n/use_text.js';
import { paymentsPath } from '../../../model/payment_filters.js';
import { Time } from '../../../parts/time.js';
import type { OverviewReport } from './report.js';

interface Properties {
  readonly open: NonNullable<OverviewReport['open_authorizations']>;
  readonly currency: string;
}

export function Authorizations({ open, currency }: Properties) {
  const { t, count, money, distance } = useText();
  if (open.count === 0) return <p className="muted">{t('overview.no_authorizations')}</p>;
  return (
    <>
      <p>
        <Link href={paymentsPath({ state: ['authorized'], currency })}>{count('overview.on_hold', open.count)}</Link>{' '}
        <strong>{money(open.amount, currency)}</strong>
      </p>
      {open.expiring.length > 0 && (
        <>
          <h3>{t('overview.expiring')}</h3>
          <ul className="expiring">
            {open.expiring.map((one) => (
              <li key={one.payment_intent}>
                <Link href={`/payments/${one.payment_record}`}>{money(one.amount, one.currency)}</Link>
                <span className="muted">
                  <Time at={one.capture_before} /> ({distance(one.capture_before)})
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
