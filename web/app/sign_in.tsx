/** Signing in with an API key, which is exchanged for a cookie at once and kept nowhere here. */
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useId, useState } from 'react';
import type { ApiError, Mode } from '../api/http.js';
import { signIn } from '../api/session.js';
import { useText } from '../i18n/use_text.js';
import { Button } from '../parts/button.js';
import { ErrorNote } from '../parts/error_note.js';
import { Mark } from '../parts/mark.js';
import { LanguageChoice } from './language_choice.js';
import { SESSION_KEY } from './session_context.js';

export function SignIn() {
  const { t } = useText();
  return (
    <main className="alone">
      <div className="sign-in">
        <p className="wordmark">
          <Mark /> Daybook
        </p>
        <h1>{t('sign_in.title')}</h1>
        <p className="muted">{t('sign_in.explanation')}</p>
        <KeyForm />
        <details>
          <summary>{t('sign_in.where')}</summary>
          <p className="muted">{t('sign_in.where_answer')}</p>
          <pre className="code">daybook keys create --name dashboard</pre>
        </details>
        <LanguageChoice />
      </div>
    </main>
  );
}

/** `mode` asks for a key of that mode; without it any key will do. */
export function KeyForm({ mode }: { readonly mode?: Mode }) {
  const { t } = useText();
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const [error, setError] = useState<ApiError | Error | null>(null);
  const [is_busy, setBusy] = useState(false);
  const id = useId();
  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    try {
      const refused = await signIn(key.trim());
      setError(refused);
      if (refused === null) await client.invalidateQueries({ queryKey: SESSION_KEY });
    } catch (unreachable) {
      setError(unreachable as Error);
    }
    setBusy(false);
  }
  return (
    <form onSubmit={(event) => void submit(event)} className="stack">
      <div className="field">
        <label htmlFor={id}>{t('sign_in.key')}</label>
        <input
          id={id}
          type="password"
          autoComplete="off"
          spellCheck={false}
          required
          placeholder={mode === 'live' ? 'sk_live_…' : 'sk_test_…'}
          value={key}
          onChange={(event) => setKey(event.target.value)}
        />
      </div>
      {error !== null && <ErrorNote error={error} />}
      <Button kind="primary" type="submit" is_busy={is_busy}>
        {t('sign_in.submit')}
      </Button>
    </form>
  );
}
