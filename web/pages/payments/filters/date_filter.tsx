import { type FormEvent, useState } from 'react';
import { fromDateInput, startOfDay, toDateInput } from '../../../format/dates.js';
import { useText } from '../../../i18n/use_text.js';
import type { PaymentFilters } from '../../../model/payment_filters.js';
import { Button } from '../../../parts/button.js';
import { TextField } from '../../../parts/text_field.js';

interface Properties {
  readonly filters: PaymentFilters;
  readonly apply: (part: Record<'created_gte' | 'created_lt', number | undefined>) => void;
}

const RANGES = [1, 7, 30, 90] as const;

export function DateFilter({ filters, apply }: Properties) {
  const { t } = useText();
  const { created_gte, created_lt } = filters;
  const [from, setFrom] = useState(created_gte === undefined ? '' : toDateInput(created_gte));
  const [to, setTo] = useState(created_lt === undefined ? '' : toDateInput(created_lt - 1));
  function submit(event: FormEvent) {
    event.preventDefault();
    const last = fromDateInput(to);
    // The whole of the last day.
    apply({
      created_gte: fromDateInput(from),
      created_lt: last === undefined ? undefined : startOfDay(last * 1000, -1),
    });
  }
  return (
    <form className="stack" onSubmit={submit}>
      <div className="row">
        {RANGES.map((days) => (
          <Button
            key={days}
            onClick={() => apply({ created_gte: startOfDay(Date.now(), days - 1), created_lt: undefined })}
          >
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
