/** How payments are going: every number leads to the payments behind it. */
import { useState } from 'react';
import { useLocation, useSearch } from 'wouter';
import { useGet } from '../../../app/use_api.js';
import { timeZone } from '../../../format/dates.js';
import { useText } from '../../../i18n/use_text.js';
import type { PaymentFilters } from '../../../model/payment_filters.js';
import { EmptyState } from '../../../parts/empty_state.js';
import { ErrorNote } from '../../../parts/error_note.js';
import { LiveSign } from '../../../parts/live_sign.js';
import { PageHead } from '../../../parts/page_head.js';
import { Section } from '../../../parts/section.js';
import { Segments } from '../../../parts/segments.js';
import { SelectField } from '../../../parts/select_field.js';
import { SkeletonLines } from '../../../parts/skeleton.js';
import { EXAMPLE_PAYMENT } from '../payments/example_payment.js';
import { Authorizations } from './authorizations.js';
import { behind } from './behind.js';
import { Breakdown } from './breakdown.js';
import { DeclineReasons } from './decline_reasons.js';
import { Headlines } from './headlines.js';
import { isRange, RANGES, spanOf } from './ranges.js';
import { DATED_BY, type DatedBy, isDatedBy, type OverviewReport } from './report.js';
import { VolumeChart } from './volume_chart.js';
import { WaitingDisputes } from './waiting_disputes.js';

const TIMES = { happened: 'column.happened', recorded: 'column.recorded' } as const;

export default function OverviewPage() {
  const { t } = useText();
  const [, navigate] = useLocation();
  const given = new URLSearchParams(useSearch());
  const chosen = given.get('range');
  const range = isRange(chosen) ? chosen : '30';
  const currency = given.get('currency') ?? undefined;
  const chosen_time = given.get('dated_by');
  const dated_by = isDatedBy(chosen_time) ? chosen_time : 'happened';
  // The end of the span moves at midnight; until the page is opened again that is early enough.
  const [now_ms] = useState(Date.now);
  const span = spanOf(range, now_ms);
  const { data, error, refetch } = useGet<OverviewReport>(
    '/v1/daybook/overview',
    { ...span, compare: true, timezone: timeZone(), currency, dated_by },
    { keep: true },
  );
  const show = (next: { readonly range?: string; readonly currency?: string; readonly dated_by?: DatedBy }) => {
    const search = new URLSearchParams({ range: next.range ?? range, dated_by: next.dated_by ?? dated_by });
    const next_currency = next.currency ?? currency;
    if (next_currency !== undefined) search.set('currency', next_currency);
    navigate(`/overview?${search}`);
  };
  return (
    <div className="page">
      <PageHead title={t('nav.overview')}>
        <LiveSign />
        {data !== undefined && data.currencies.length > 1 && data.currency !== null && (
          <div className="inline-field">
            <SelectField
              label={t('field.currency')}
              value={data.currency}
              options={data.currencies.map((code) => ({ value: code, label: code.toUpperCase() }))}
              change={(next) => show({ currency: next })}
            />
          </div>
        )}
        <div className="inline-field">
          <SelectField
            label={t('overview.dated_by')}
            value={dated_by}
            options={DATED_BY.map((value) => ({ value, label: t(TIMES[value]) }))}
            change={(next) => show({ dated_by: next })}
          />
        </div>
        <Segments
          label={t('overview.range')}
          options={RANGES.map((value) => ({ value, label: t(`range.${value}`) }))}
          value={range}
          choose={(next) => show({ range: next })}
        />
      </PageHead>
      {error !== null && <ErrorNote error={error} retry={() => void refetch()} />}
      {data === undefined && error === null && <SkeletonLines count={8} />}
      {data !== undefined && data.currency === null && (
        <EmptyState title={t('overview.none')} text={t('overview.none_text')} request={EXAMPLE_PAYMENT} />
      )}
      {data !== undefined && data.currency !== null && (
        <Report report={data} currency={data.currency} interval={span.interval} />
      )}
    </div>
  );
}

interface ReportProperties {
  readonly report: OverviewReport;
  readonly currency: string;
  readonly interval: 'hour' | 'day' | 'week' | 'month';
}

function Report({ report, currency, interval }: ReportProperties) {
  const { t } = useText();
  const { payments: scope, outcomes } = behind(report, currency, report);
  // Payments that nobody has tried to make yet have neither a method nor a processor.
  const namedBy = (name: string, filtersOf: (name: string) => PaymentFilters) =>
    name === ''
      ? { name: t('overview.not_tried'), filters: { ...scope, state: ['initiated'] as const } }
      : { name, filters: filtersOf(name) };
  return (
    <>
      <WaitingDisputes {...report} />
      <Headlines report={report} currency={currency} />
      <Section title={t('overview.volume')}>
        <VolumeChart report={report} currency={currency} interval={interval} />
      </Section>
      <div className="halves">
        <Section title={t('overview.by_processor')}>
          <Breakdown
            label={t('column.processor')}
            currency={currency}
            rows={report.by_processor.map((share) => ({
              ...share,
              ...namedBy(share.processor, (processor) => ({ ...scope, processor })),
            }))}
          />
        </Section>
        <Section title={t('overview.by_method')}>
          <Breakdown
            label={t('column.method')}
            currency={currency}
            rows={report.by_method.map((share) => ({
              ...share,
              ...namedBy(share.method, (method) => ({ ...scope, method })),
            }))}
          />
        </Section>
        <Section title={t('overview.declines')}>
          <DeclineReasons reasons={report.decline_reasons} scope={outcomes} />
        </Section>
        {report.open_authorizations !== null && (
          <Section title={t('overview.authorizations')}>
            <Authorizations open={report.open_authorizations} currency={currency} />
          </Section>
        )}
      </div>
    </>
  );
}
