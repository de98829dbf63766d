/** What the chart shows, as a table. */
import { useText } from '../../../i18n/use_text.js';
import { Scroll } from '../../../parts/scroll.js';
import { PeriodRow } from './period_row.js';
import type { Period } from './report.js';

interface Properties {
  readonly series: readonly Period[];
  readonly currency: string;
  readonly nameOf: (period: Period) => string;
  readonly linkOf: (index: number) => string;
}

export function VolumeTable({ series, currency, nameOf, linkOf }: Properties) {
  const { t } = useText();
  return (
    <details>
      <summary>{t('overview.as_table')}</summary>
      <Scroll label={t('overview.volume')}>
        <table>
          <thead>
            <tr>
              <th>{t('overview.day')}</th>
              <th className="number">{t('payments.title')}</th>
              <th className="number">{t('state.guaranteed')}</th>
              <th className="number">{t('state.failed')}</th>
              <th className="number">{t('overview.guaranteed')}</th>
              <th className="number">{t('overview.refunded')}</th>
            </tr>
          </thead>
          <tbody>
            {series.map((period, index) => (
              <PeriodRow
                key={period.from}
                period={period}
                name={nameOf(period)}
                href={linkOf(index)}
                currency={currency}
              />
            ))}
          </tbody>
        </table>
      </Scroll>
    </details>
  );
}
