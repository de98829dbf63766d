/** The bars of the chart, one for each period, with the lines of the axis behind them. */
import { useLocation } from 'wouter';
import type { Amount } from '../../../format/money.js';
import { useText } from '../../../i18n/use_text.js';
import { useWidth } from '../../../parts/use_width.js';
import type { Period } from './report.js';
import { axisOf } from './scale.js';

interface Properties {
  readonly series: readonly Period[];
  /** Which of them is not over. */
  readonly running: number;
  readonly currency: string;
  readonly labelOf: (period: Period) => string;
  readonly linkOf: (index: number) => string;
  /** Which period is pointed at; null for none. */
  readonly point: (index: number | null) => void;
}

const HEIGHT = 220;
const LEFT = 64;
const BOTTOM = 24;
const TOP = 8;
/** What the label of a period takes of the width. */
const LABEL = 86;

export function VolumeBars({ series, running, currency, labelOf, linkOf, point }: Properties) {
  const { t } = useText();
  const [, navigate] = useLocation();
  const [box, width] = useWidth();
  const most = (read: (period: Period) => Amount) => Math.max(0, ...series.map((period) => Number(read(period))));
  const axis = axisOf(
    most(({ amount_guaranteed }) => amount_guaranteed),
    most(({ amount_refunded }) => amount_refunded),
  );
  const slot = Math.max(1, width - LEFT) / Math.max(1, series.length);
  const y = (value: number) => TOP + (HEIGHT - TOP - BOTTOM) * ((axis.top - value) / (axis.top - axis.bottom));
  const label_every = Math.ceil(LABEL / slot);
  return (
    <div ref={box} className="chart">
      <svg width={width} height={HEIGHT} role="img" aria-label={t('overview.volume')}>
        <AxisLines lines={axis.lines} width={width} currency={currency} y={y} />
        {series.map((period, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: the table below has the same as links
          <g
            key={period.from}
            className="chart-period"
            onPointerEnter={() => point(index)}
            onPointerLeave={() => point(null)}
            onClick={() => navigate(linkOf(index))}
          >
            <PeriodBar
              period={period}
              left={LEFT + index * slot}
              slot={slot}
              label={index % label_every === 0 ? labelOf(period) : undefined}
              y={y}
              is_running={index === running}
            />
          </g>
        ))}
      </svg>
    </div>
  );
}

interface AxisProperties {
  readonly lines: readonly number[];
  readonly width: number;
  readonly currency: string;
  readonly y: (value: number) => number;
}

function AxisLines({ lines, width, currency, y }: AxisProperties) {
  const { moneyShort } = useText();
  return lines.map((line) => (
    <g key={line}>
      <line
        className={line === 0 ? 'chart-line chart-zero' : 'chart-line'}
        x1={LEFT}
        x2={width}
        y1={y(line)}
        y2={y(line)}
      />
      <text className="chart-text" x={LEFT - 8} y={y(line) + 4} textAnchor="end">
        {moneyShort(Math.round(line), currency)}
      </text>
    </g>
  ));
}

interface BarProperties {
  readonly period: Period;
  /** Where its slot begins, and how wide that is. */
  readonly left: number;
  readonly slot: number;
  readonly label: string | undefined;
  readonly y: (value: number) => number;
  readonly is_running: boolean;
}

function PeriodBar({ period, left, slot, label, y, is_running }: BarProperties) {
  const bar = Math.max(2, Math.min(42, slot * 0.7));
  const x = left + (slot - bar) / 2;
  const guaranteed = Number(period.amount_guaranteed);
  const refunded = Number(period.amount_refunded);
  const running = is_running ? ' chart-running' : '';
  return (
    <>
      <rect className="chart-target" x={left} y={0} width={slot} height={HEIGHT - BOTTOM} />
      {guaranteed > 0 && (
        <rect className={`chart-kept${running}`} x={x} y={y(guaranteed)} width={bar} height={y(0) - y(guaranteed)} />
      )}
      {refunded > 0 && (
        <rect className={`chart-refunded${running}`} x={x} y={y(0)} width={bar} height={y(-refunded) - y(0)} />
      )}
      {label !== undefined && (
        <text className="chart-text" x={x + bar / 2} y={HEIGHT - 6} textAnchor="middle">
          {label}
        </text>
      )}
    </>
  );
}
