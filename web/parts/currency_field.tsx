import { useId } from 'react';
import { useText } from '../i18n/use_text.js';

/** The browser knows the names of all currencies; those that are used most come first. */
const COMMON = ['usd', 'eur', 'gbp', 'chf', 'jpy', 'cad', 'aud', 'sek', 'nok', 'dkk', 'pln', 'brl', 'inr'];

const REST = Intl.supportedValuesOf('currency')
  .map((code) => code.toLowerCase())
  .filter((code) => !COMMON.includes(code));

interface Properties {
  readonly value: string;
  readonly change: (currency: string) => void;
}

export function CurrencyField({ value, change }: Properties) {
  const { t } = useText();
  const id = useId();
  return (
    <div className="field currency-field">
      <label htmlFor={id}>{t('field.currency')}</label>
      <select id={id} value={value} onChange={(event) => change(event.target.value)}>
        {[...COMMON, ...REST].map((code) => (
          <option key={code} value={code}>
            {code.toUpperCase()}
          </option>
        ))}
      </select>
    </div>
  );
}
