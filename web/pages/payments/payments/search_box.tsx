import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../../../i18n/use_text.js';
import { Icon } from '../../../parts/icon.js';

interface Properties {
  readonly label: string;
  readonly value: string;
  readonly search: (text: string) => void;
}

/** `/` leads here from anywhere on the page. */
export function SearchBox({ label, value, search }: Properties) {
  const { t } = useText();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const is_typing =
        event.target instanceof Element && event.target.closest('input, textarea, select, dialog') !== null;
      if (event.key !== '/' || is_typing) return;
      event.preventDefault();
      input.current?.focus();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  function submit(event: FormEvent) {
    event.preventDefault();
    search(text.trim());
  }
  return (
    <search>
      <form className="search-box" onSubmit={submit}>
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          aria-label={label}
          placeholder={label}
          title={t('search.title')}
          value={text}
          spellCheck={false}
          onChange={(event) => {
            setText(event.target.value);
            if (event.target.value === '') search('');
          }}
        />
        <span className="key-hint" aria-hidden="true">
          /
        </span>
      </form>
    </search>
  );
}
