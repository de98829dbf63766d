/**
 * What was guaranteed, refunded and failed over time. Drawn as SVG of our own: it takes the colours of the theme, stays
 * sharp, each bar is a link to its payments, and a table beside it says the same.
 */
import { useState } from 'react';
import { useLocation } from 'wouter';
import { useText } from '../../../i18n/use_text.js';
import { paymentsPath } from '../../../model/payment_filters.js';
import { Scroll } from '../../../parts/scroll.js';
import { useWidth } from '../../../parts/use_width.js';
import { behind } from './behind.js';
import { PeriodRow } from './period_row.js';
import type { OverviewReport, Period } from './report.js';
import { axisOf } from './scale.js';

interface Properties {
  readonly report: OverviewReport;
  readonly currency: string;
  readonly interval: 'hour' | 'day' | 'week' | 'month';
}

const HEIGHT = 220;
const LEFT = 64;
const BOTTOM = 24;
const TOP = 8;

export function VolumeChart({ report, currency, interval }: Properties) {
  const { t, money, moneyShort, number, time } = useText();
  const [, navigate] = useLocation();
  const [box, width] = useWidth();
  const [pointed, setPointed] = useState<number | null>(null);
  const { series } = report;
  const axis = axisOf(Math.max(0, ...series.map(({ amount_guaranteed }) => Number(amount_guaranteed))));
  const slot = Math.max(1, width - LEFT) / Math.max(1, series.length);
  const bar = Math.max(2, Math.min(42, slot * 0.7));
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - value / axis.top);
  const nameOf = (period: Period) => time(period.from, interval === 'hour' ? 'time' : 'day');
  const label_every = Math.ceil(86 / slot);
  const linkOf = (index: number) => {
    const period = series[index];
    const next = series[index + 1];
    const stretch = { from: period?.from ?? report.from, to: next?.from ?? report.to };
    return paymentsPath(behind(report, currency, stretch).outcomes);
  };
  const shown = pointed === null ? undefined : series[pointed];
  return (
    <>
      <ul className="legend chart-legend">
        <li>
          <span className="swatch kept" aria-hidden="true" />
          {t('overview.guaranteed')}
        </li>
        <li>
          <span className="swatch refunded" aria-hidden="true" />
          {t('overview.refunded')}
        </li>
        <li className="chart-pointed" aria-live="polite">
          {shown !== undefined &&
            `${nameOf(shown)}: ${money(shown.amount_guaranteed, currency)} · ${number(shown.payments)} ${t('payments.title')}`}
        </li>
      </ul>
      <div ref={box} className="chart">
        <svg width={width} height={HEIGHT} role="img" aria-label={t('overview.volume')}>
          {axis.lines.map((line) => (
            <g key={line}>
              <line className="chart-line" x1={LEFT} x2={width} y1={y(line)} y2={y(line)} />
              <text className="chart-text" x={LEFT - 8} y={y(line) + 4} textAnchor="end">
                {moneyShort(Math.round(line), currency)}
              </text>
            </g>
          ))}
          {series.map((period, index) => {
            const x = LEFT + index * slot + (slot - bar) / 2;
            const guaranteed = Number(period.amount_guaranteed);
            const refunded = Math.min(Number(period.amount_refunded), guaranteed);
            return (
              // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same as links
              <g
                key={period.from}
                className="chart-period"
                onPointerEnter={() => setPointed(index)}
                onPointerLeave={() => setPointed(null)}
                onClick={() => navigate(linkOf(index))}
              >
                <rect className="chart-target" x={LEFT + index * slot} y={0} width={slot} height={HEIGHT - BOTTOM} />
                <rect className="chart-kept" x={x} y={y(guaranteed)} width={bar} height={y(0) - y(guaranteed)} rx={2} />
                {refunded > 0 && (
                  <rect className="chart-refunded" x={x} y={y(refunded)} width={bar} height={y(0) - y(refunded)} />
                )}
                {index % label_every === 0 && (
                  <text className="chart-text" x={x + bar / 2} y={HEIGHT - 6} textAnchor="middle">
                    {time(period.from, interval === 'hour' ? 'minute' : 'day_short')}
                  </text>
                )}
              </g>
            );
          })}
        </svg>
      </div>
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
    </>
  );
}
