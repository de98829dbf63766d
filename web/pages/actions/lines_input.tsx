import { useText } from '../../i18n/use_text.js';
import { Button } from '../../parts/button.js';
import { Icon } from '../../parts/icon.js';
import { TextField } from '../../parts/text_field.js';
import type { ActionField } from './action.js';
import { EMPTY_LINE, type LineDraft, linesIn, linesTotal } from './lines.js';

interface Properties {
  readonly field: Extract<ActionField, { type: 'lines' }>;
  readonly value: string;
  readonly change: (value: string) => void;
}

export function LinesInput({ field, value, change }: Properties) {
  const { t, money, locale } = useText();
  const lines = linesIn(value);
  const store = (next: readonly LineDraft[]) => change(next.length === 0 ? '' : JSON.stringify(next));
  const set = (index: number, part: Partial<LineDraft>) =>
    store(lines.map((line, place) => (place === index ? { ...line, ...part } : line)));
  return (
    <fieldset className="lines-input">
      <legend>{field.label}</legend>
      {field.hint !== undefined && <p className="field-hint">{field.hint}</p>}
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is what stands in its place
        <div key={index} className="line">
          <TextField label={t('line.name')} value={line.name} change={(name) => set(index, { name })} />
          <TextField
            label={t('line.quantity')}
            value={line.quantity}
            input_mode="numeric"
            change={(quantity) => set(index, { quantity })}
          />
          <TextField
            label={t('line.unit_cost')}
            value={line.unit_cost}
            input_mode="decimal"
            change={(unit_cost) => set(index, { unit_cost })}
          />
          <button
            type="button"
            className="icon-button"
            onClick={() => store(lines.filter((_, place) => place !== index))}
          >
            <Icon name="close" />
            <span className="hidden">{t('line.remove')}</span>
          </button>
        </div>
      ))}
      <p className="row">
        <Button icon="plus" onClick={() => store([...lines, EMPTY_LINE])}>
          {t('line.add')}
        </Button>
        {lines.length > 0 && (
          <span>
            {t('line.total')} {money(linesTotal(value, field.currency, locale), field.currency)}
          </span>
        )}
      </p>
    </fieldset>
  );
}
