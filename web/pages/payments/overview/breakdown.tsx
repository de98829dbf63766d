/** Payments by something, each with how many of them succeeded. */
import { Link } from 'wouter';
import { useText } from '../../../i18n/use_text.js';
import { brandName } from '../../../model/method.js';
import { type PaymentFilters, paymentsPath } from '../../../model/payment_filters.js';
import { Scroll } from '../../../parts/scroll.js';
import { type Share, successRate } from './report.js';

interface Properties {
  readonly label: string;
  readonly currency: string;
  readonly rows: readonly (Share & { readonly name: string; readonly filters: PaymentFilters })[];
}

export function Breakdown({ label, currency, rows }: Properties) {
  const { t, money, number, percent } = useText();
  if (rows.length === 0) return <p className="muted">{t('overview.nothing')}</p>;
  return (
    <Scroll label={label}>
      <table>
        <thead>
          <tr>
            <th>{label}</th>
            <th className="number">{t('payments.title')}</th>
            <th className="number">{t('overview.guaranteed')}</th>
            <th>{t('overview.success_rate')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const rate = successRate(row);
            return (
              <tr key={row.name}>
                <td>
                  <Link href={paymentsPath(row.filters)}>{brandName(row.name)}</Link>
                </td>
                <td className="number">{number(row.payments)}</td>
                <td className="number">{money(row.amount_guaranteed, currency)}</td>
                <td>
                  {rate === undefined ? (
                    '–'
                  ) : (
                    <span className="rate">
                      <meter min={0} max={1} value={rate} aria-label={t('overview.success_rate')} />
                      {percent(rate)}
                    </span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Scroll>
  );
}
