import { Link } from 'wouter';
import { useText } from '../../../i18n/use_text.js';
import { type PaymentFilters, paymentsPath } from '../../../model/payment_filters.js';
import { behind } from './behind.js';
import { type OverviewReport, successRate, type Totals } from './report.js';
import { spanText } from './span_text.js';

interface Headline {
  readonly name: string;
  readonly value: string;
  /** How much it grew against the time before; undefined where there is nothing to compare with. */
  readonly change: number | undefined;
  /** In points of percent rather than percent. */
  readonly is_rate?: boolean;
  readonly is_worse_when_more?: boolean;
  /** Absent where no list of payments is what was counted. */
  readonly filters?: PaymentFilters;
}

export function Headlines({ report, currency }: { readonly report: OverviewReport; readonly currency: string }) {
  const speech = useText();
  const { t, money, number, percent } = speech;
  const { totals, previous } = report;
  const is_compared = previous !== null && (previous.payments > 0 || Number(previous.amount_refunded) > 0);
  const { payments, outcomes } = behind(report, currency, report);
  const growth = (read: (of: Totals) => number) => {
    const before = previous === null ? 0 : read(previous);
    return before === 0 ? undefined : read(totals) / before - 1;
  };
  const rate = successRate(totals);
  const rate_before = previous === null ? undefined : successRate(previous);
  const headlines: Headline[] = [
    {
      name: t('overview.guaranteed'),
      value: money(totals.amount_guaranteed, currency),
      change: growth((of) => Number(of.amount_guaranteed)),
      filters: { ...outcomes, state: ['guaranteed', 'partially_refunded', 'refunded'] },
    },
    {
      name: t('payments.title'),
      value: number(totals.payments),
      change: growth((of) => of.payments),
      filters: payments,
    },
    {
      name: t('overview.success_rate'),
      value: rate === undefined ? '–' : percent(rate),
      change: rate === undefined || rate_before === undefined ? undefined : rate - rate_before,
      is_rate: true,
      filters: { ...outcomes, state: ['failed'] },
    },
    {
      name: t('overview.refunded'),
      value: money(totals.amount_refunded, currency),
      change: growth((of) => Number(of.amount_refunded)),
      // Refunds count on their own day, whenever their payments were made.
      is_worse_when_more: true,
    },
  ];
  return (
    <section className="headlines-compared" aria-label={t('overview.headlines')}>
      <ul className="headlines">
        {headlines.map((headline) => (
          <li key={headline.name}>
            {headline.filters === undefined ? (
              <span className="headline-plain">
                <Named {...headline} />
              </span>
            ) : (
              <Link href={paymentsPath(headline.filters)}>
                <Named {...headline} />
              </Link>
            )}
            <Change {...headline} />
          </li>
        ))}
      </ul>
      {is_compared && <p className="muted">{t('overview.compared', { span: spanText(previous, speech) })}</p>}
    </section>
  );
}

function Named({ name, value }: Headline) {
  return (
    <>
      <span className="headline-name">{name}</span>
      <strong>{value}</strong>
    </>
  );
}

function Change({ change, is_rate = false, is_worse_when_more = false }: Headline) {
  const { t, percent, points } = useText();
  if (change === undefined) return <span className="muted">{t('overview.no_comparison')}</span>;
  if (change === 0) return <span className="muted">{t('overview.same')}</span>;
  const is_better = change > 0 !== is_worse_when_more;
  const amount = is_rate ? points(Math.abs(change)) : percent(Math.abs(change));
  return (
    <span className={is_better ? 'change-good' : 'change-bad'}>
      <span aria-hidden="true">{change > 0 ? '↑' : '↓'} </span>
      {t(change < 0 ? 'overview.less' : 'overview.more', { amount })}
    </span>
  );
}
