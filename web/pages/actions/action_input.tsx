import { CurrencyField } from '../../parts/currency_field.js';
import { SelectField } from '../../parts/select_field.js';
import { TextField } from '../../parts/text_field.js';
import { type ActionField, currencyOf, type Drafts } from './action.js';
import { LinesInput } from './lines_input.js';
import { OrderInput } from './order_input.js';

interface Properties {
  readonly field: ActionField;
  readonly drafts: Drafts;
  readonly error: string | undefined;
  readonly change: (value: string) => void;
}

export function ActionInput({ field, drafts, error, change }: Properties) {
  const value = drafts[field.name] ?? '';
  const common = {
    label: field.label,
    hint: field.hint,
    error,
    value,
    change,
    is_required: field.is_required === true,
  };
  switch (field.type) {
    case 'check':
      return (
        <label className="check">
          <input
            type="checkbox"
            checked={value !== ''}
            onChange={(event) => change(event.target.checked ? 'true' : '')}
          />
          <span>
            {field.label}
            {field.hint !== undefined && <span className="field-hint"> {field.hint}</span>}
          </span>
        </label>
      );
    case 'currency':
      return <CurrencyField value={value} change={change} />;
    case 'select':
      return <SelectField label={field.label} value={value} options={field.options} change={change} />;
    case 'lines':
      return <LinesInput field={field} value={value} change={change} />;
    case 'order':
      return <OrderInput field={field} value={value} change={change} />;
    case 'paragraph':
      return <TextField {...common} lines={3} />;
    case 'time':
      return <TextField {...common} type="datetime-local" />;
    case 'number':
      return <TextField {...common} input_mode="numeric" />;
    case 'money': {
      const currency = currencyOf(field.currency, drafts).toUpperCase();
      return <TextField {...common} label={`${field.label} (${currency})`} input_mode="decimal" />;
    }
    default:
      return <TextField {...common} type={field.type} />;
  }
}
