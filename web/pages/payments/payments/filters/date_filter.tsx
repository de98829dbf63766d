import { type FormEvent, useState } from 'react';
import { fromDateInput, startOfDay, toDateInput } from '../../../../format/dates.js';
import { useText } from '../../../../i18n/use_text.js';
import type { PaymentFilters } from '../../../../model/payment_filters.js';
import { Button } from '../../../../parts/button.js';
import { Segments } from '../../../../parts/segments.js';
import { TextField } from '../../../../parts/text_field.js';

type Dates = 'happened_gte' | 'happened_lt' | 'created_gte' | 'created_lt';

interface Properties {
  readonly filters: PaymentFilters;
  readonly apply: (part: Record<Dates, number | undefined>) => void;
}

const RANGES = [1, 7, 30, 90] as const;
const TIMES = ['happened', 'recorded'] as const;

export function DateFilter({ filters, apply }: Properties) {
  const { t } = useText();
  const { happened_gte, happened_lt, created_gte, created_lt } = filters;
  const is_recorded = created_gte !== undefined || created_lt !== undefined;
  const [by, setBy] = useState<(typeof TIMES)[number]>(is_recorded ? 'recorded' : 'happened');
  const [given_from, given_below] = is_recorded ? [created_gte, created_lt] : [happened_gte, happened_lt];
  const [from, setFrom] = useState(given_from === undefined ? '' : toDateInput(given_from));
  const [to, setTo] = useState(given_below === undefined ? '' : toDateInput(given_below - 1));
  /** By one of the times; the other is let go. */
  const choose = (first: number | undefined, below: number | undefined) =>
    apply(
      by === 'happened'
        ? { happened_gte: first, happened_lt: below, created_gte: undefined, created_lt: undefined }
        : { happened_gte: undefined, happened_lt: undefined, created_gte: first, created_lt: below },
    );
  function submit(event: FormEvent) {
    event.preventDefault();
    const last = fromDateInput(to);
    // The whole of the last day.
    choose(fromDateInput(from), last === undefined ? undefined : startOfDay(last * 1000, -1));
  }
  return (
    <form className="stack" onSubmit={submit}>
      <Segments
        label={t('filter.date')}
        options={TIMES.map((value) => ({ value, label: t(`column.${value}`) }))}
        value={by}
        choose={setBy}
      />
      <div className="row">
        {RANGES.map((days) => (
          <Button key={days} onClick={() => choose(startOfDay(Date.now(), days - 1), undefined)}>
            {t(`range.${days}`)}
          </Button>
        ))}
      </div>
      <div className="pair">
        <TextField type="date" label={t('filter.from')} value={from} change={setFrom} />
        <TextField type="date" label={t('filter.to_day')} value={to} change={setTo} />
      </div>
      <Button kind="primary" type="submit">
        {t('filter.apply')}
      </Button>
    </form>
  );
}
