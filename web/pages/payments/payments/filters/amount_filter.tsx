import { type FormEvent, useState } from 'react';
import { editableMoney, parseMoney } from '../../../../format/money.js';
import { useText } from '../../../../i18n/use_text.js';
import type { PaymentFilters } from '../../../../model/payment_filters.js';
import { Button } from '../../../../parts/button.js';
import { CurrencyField } from '../../../../parts/currency_field.js';
import { TextField } from '../../../../parts/text_field.js';

interface Properties {
  readonly filters: PaymentFilters;
  readonly apply: (
    part: Record<'currency', string | undefined> & Record<'amount_gte' | 'amount_lte', number | undefined>,
  ) => void;
}

/** An amount means something only in a currency. */
export function AmountFilter({ filters, apply }: Properties) {
  const { t, locale } = useText();
  const [currency, setCurrency] = useState(filters.currency ?? 'usd');
  const editable = (value: number | undefined) => (value === undefined ? '' : editableMoney(value, currency, locale));
  const [from, setFrom] = useState(() => editable(filters.amount_gte));
  const [to, setTo] = useState(() => editable(filters.amount_lte));
  const [is_wrong, setWrong] = useState(false);
  function submit(event: FormEvent) {
    event.preventDefault();
    const [amount_gte, amount_lte] = [from, to].map((text) => parseMoney(text, currency, locale));
    const wrong = (from !== '' && amount_gte === undefined) || (to !== '' && amount_lte === undefined);
    setWrong(wrong);
    if (!wrong) apply({ currency, amount_gte, amount_lte });
  }
  return (
    <form className="stack" onSubmit={submit}>
      <CurrencyField value={currency} change={setCurrency} />
      <div className="pair">
        <TextField label={t('filter.from')} value={from} change={setFrom} input_mode="decimal" />
        <TextField label={t('filter.to')} value={to} change={setTo} input_mode="decimal" />
      </div>
      {is_wrong && <p className="field-error">{t('field.no_amount')}</p>}
      <Button kind="primary" type="submit">
        {t('filter.apply')}
      </Button>
    </form>
  );
}
