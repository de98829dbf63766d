import { type FormEvent, useState } from 'react';
import { useText } from '../../../../i18n/use_text.js';
import { Button } from '../../../../parts/button.js';
import { TextField } from '../../../../parts/text_field.js';

type Pairs = readonly (readonly [key: string, value: string])[];

export function MetadataFilter({ value, apply }: { readonly value: Pairs; readonly apply: (pairs: Pairs) => void }) {
  const { t } = useText();
  const [key, setKey] = useState('');
  const [text, setText] = useState('');
  function submit(event: FormEvent) {
    event.preventDefault();
    apply([...value.filter(([known]) => known !== key), [key, text]]);
  }
  return (
    <form className="stack" onSubmit={submit}>
      {value.map(([known, given]) => (
        <p key={known} className="row">
          <code>
            {known}: {given}
          </code>
          <Button icon="close" onClick={() => apply(value.filter(([other]) => other !== known))}>
            {t('filter.remove')}
          </Button>
        </p>
      ))}
      <div className="pair">
        <TextField label={t('filter.metadata_key')} value={key} change={setKey} is_required />
        <TextField label={t('filter.metadata_value')} value={text} change={setText} is_required />
      </div>
      <Button kind="primary" type="submit">
        {t('filter.apply')}
      </Button>
    </form>
  );
}
