/** What is left of an order, each part to be ticked. */
import { useText } from '../../i18n/use_text.js';
import type { ActionField } from './action.js';
import { tickedIn } from './ticked.js';

interface Properties {
  readonly field: Extract<ActionField, { type: 'order' }>;
  readonly value: string;
  readonly change: (value: string) => void;
}

export function OrderInput({ field, value, change }: Properties) {
  const { t, money, number } = useText();
  const ticked = tickedIn(value);
  return (
    <fieldset className="lines-input">
      <legend>{field.label}</legend>
      {field.hint !== undefined && <p className="field-hint">{field.hint}</p>}
      {field.parts.map(({ id, item, whole, amount }) => (
        <label key={id} className="check">
          <input
            type="checkbox"
            checked={ticked.has(id)}
            onChange={(event) => {
              const next = event.target.checked ? [...ticked, id] : [...ticked].filter((one) => one !== id);
              change(next.join(' '));
            }}
          />
          <span>
            {item !== undefined && `${number(item.quantity)} × ${item.product_name}`}
            {whole !== undefined && t(`line.${whole}`)}
          </span>
          <span className="part-amount">{money(amount, field.currency)}</span>
        </label>
      ))}
    </fieldset>
  );
}
