/**
 * What was guaranteed, refunded and failed over time. Drawn as SVG of our own: it takes the colours of the theme, stays
 * sharp, each bar is a link to its payments, and a table beside it says the same.
 */
import { useState } from 'react';
import { useText } from '../../../i18n/use_text.js';
import { paymentsPath } from '../../../model/payment_filters.js';
import { behind } from './behind.js';
import type { OverviewReport, Period } from './report.js';
import { VolumeBars } from './volume_bars.js';
import { VolumeTable } from './volume_table.js';

interface Properties {
  readonly report: OverviewReport;
  readonly currency: string;
  readonly interval: 'hour' | 'day' | 'week' | 'month';
}

export function VolumeChart({ report, currency, interval }: Properties) {
  const { t, time } = useText();
  const [pointed, setPointed] = useState<number | null>(null);
  const { series } = report;
  const now = Date.now() / 1000;
  const running = series.findLastIndex(({ from }) => from <= now);
  const is_over = report.to <= now;
  const nameOf = (period: Period) => {
    const name = time(period.from, interval === 'hour' ? 'minute' : 'day');
    return !is_over && series[running] === period ? t('overview.so_far', { period: name }) : name;
  };
  const linkOf = (index: number) => {
    const period = series[index];
    const next = series[index + 1];
    const stretch = { from: period?.from ?? report.from, to: next?.from ?? report.to };
    return paymentsPath(behind(report, currency, stretch).outcomes);
  };
  const shown = pointed === null ? undefined : series[pointed];
  return (
    <>
      <Legend
        pointed={shown}
        name={shown === undefined ? '' : nameOf(shown)}
        is_running={!is_over}
        currency={currency}
      />
      <VolumeBars
        series={series}
        running={is_over ? -1 : running}
        currency={currency}
        labelOf={(period) => time(period.from, interval === 'hour' ? 'minute' : 'day_short')}
        linkOf={linkOf}
        point={setPointed}
      />
      <VolumeTable series={series} currency={currency} nameOf={nameOf} linkOf={linkOf} />
    </>
  );
}

interface LegendProperties {
  /** The period that is pointed at. */
  readonly pointed: Period | undefined;
  readonly name: string;
  /** Whether the last of them is not over. */
  readonly is_running: boolean;
  readonly currency: string;
}

function Legend({ pointed, name, is_running, currency }: LegendProperties) {
  const { t, money, number } = useText();
  return (
    <ul className="legend chart-legend">
      <li>
        <span className="swatch kept" aria-hidden="true" />
        {t('overview.guaranteed')}
      </li>
      <li>
        <span className="swatch refunded" aria-hidden="true" />
        {t('overview.refunded')}
      </li>
      {is_running && (
        <li>
          <span className="swatch running" aria-hidden="true" />
          {t('overview.running')}
        </li>
      )}
      <li className="chart-pointed" aria-live="polite">
        {pointed !== undefined &&
          `${name}: ${money(pointed.amount_guaranteed, currency)} · ${t('overview.refunded')} ${money(pointed.amount_refunded, currency)} · ${number(pointed.payments)} ${t('payments.title')}`}
      </li>
    </ul>
  );
}
