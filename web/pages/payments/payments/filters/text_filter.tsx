import { type FormEvent, useState } from 'react';
import { useText } from '../../../../i18n/use_text.js';
import { Button } from '../../../../parts/button.js';
import { TextField } from '../../../../parts/text_field.js';

interface Properties {
  readonly title: string;
  readonly hint: string;
  readonly value: string;
  readonly apply: (text: string) => void;
}

export function TextFilter({ title, hint, value, apply }: Properties) {
  const { t } = useText();
  const [text, setText] = useState(value);
  function submit(event: FormEvent) {
    event.preventDefault();
    apply(text.trim());
  }
  return (
    <form className="stack" onSubmit={submit}>
      <TextField label={title} hint={hint} value={text} change={setText} />
      <Button kind="primary" type="submit">
        {t('filter.apply')}
      </Button>
    </form>
  );
}
