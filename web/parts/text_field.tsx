import { type ChangeEvent, useId } from 'react';

interface Properties {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly type?: 'text' | 'date' | 'datetime-local' | 'email' | 'url' | 'tel';
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly is_required?: boolean;
  readonly input_mode?: 'decimal' | 'numeric';
  /** Room for a text of so many lines, which may be longer. */
  readonly lines?: number;
}

export function TextField(properties: Properties) {
  const { label, value, change, type = 'text', hint, error, is_required = false, input_mode, lines } = properties;
  const id = useId();
  const described = [...(hint === undefined ? [] : [`${id}h`]), ...(error === undefined ? [] : [`${id}e`])].join(' ');
  const common = {
    id,
    value,
    required: is_required,
    'aria-invalid': error !== undefined,
    'aria-describedby': described === '' ? undefined : described,
    onChange: (event: ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => change(event.target.value),
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {lines === undefined ? (
        <input
          {...common}
          type={type}
          inputMode={input_mode}
          autoComplete="off"
          {...(type === 'datetime-local' ? { step: 1 } : {})}
        />
      ) : (
        <textarea {...common} rows={lines} />
      )}
      {hint !== undefined && (
        <p id={`${id}h`} className="field-hint">
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p id={`${id}e`} className="field-error">
          {error}
        </p>
      )}
    </div>
  );
}
