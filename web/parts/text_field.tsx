import { useId } from 'react';

interface Properties {
  readonly label: string;
  readonly value: string;
  readonly change: (value: string) => void;
  readonly type?: 'text' | 'date' | 'datetime-local' | 'email' | 'url' | 'tel';
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly is_required?: boolean;
  readonly input_mode?: 'decimal' | 'numeric';
}

export function TextField(properties: Properties) {
  const { label, value, change, type = 'text', hint, error, is_required = false, input_mode } = properties;
  const id = useId();
  const described = [...(hint === undefined ? [] : [`${id}h`]), ...(error === undefined ? [] : [`${id}e`])].join(' ');
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        required={is_required}
        inputMode={input_mode}
        autoComplete="off"
        aria-invalid={error !== undefined}
        aria-describedby={described === '' ? undefined : described}
        {...(type === 'datetime-local' ? { step: 1 } : {})}
        onChange={(event) => change(event.target.value)}
      />
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
