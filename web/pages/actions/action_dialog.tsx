/** Asks for what an action needs, shows the request that it becomes, and sends it under an idempotency key. */
import { type FormEvent, useMemo, useState } from 'react';
import { formText } from '../../api/form.js';
import { ApiError } from '../../api/http.js';
import { randomKey } from '../../api/random_key.js';
import { usePlace } from '../../app/session_context.js';
import { useChange } from '../../app/use_api.js';
import { useText } from '../../i18n/use_text.js';
import { Button } from '../../parts/button.js';
import { CurlView } from '../../parts/curl_view.js';
import { Dialog } from '../../parts/dialog.js';
import { ErrorNote } from '../../parts/error_note.js';
import { type Action, readDrafts, shownFields } from './action.js';
import { ActionInput } from './action_input.js';

interface Properties {
  readonly action: Action;
  readonly close: () => void;
  /** What happens with the answer, beside that everything on the screen is read again. */
  readonly done?: (answer: unknown) => void;
}

export function ActionDialog({ action, close, done }: Properties) {
  const speech = useText();
  const { t } = speech;
  const { mode } = usePlace();
  const [drafts, setDrafts] = useState(action.drafts);
  const [is_checked, setChecked] = useState(false);
  const { values, errors } = readDrafts(action, drafts, speech);
  const request = action.request(values);
  const text = `${request.path}?${formText(request.fields ?? {})}`;
  // Sent again unchanged it is the same request, also where the answer was lost; changed, it is another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another request, another key
  const idempotency_key = useMemo(randomKey, [text]);
  const keyed = request.method === 'POST' ? { ...request, idempotency_key } : request;
  const change = useChange<unknown>((answer) => {
    done?.(answer);
    close();
  });
  const refused_field = change.error instanceof ApiError ? change.error.param : undefined;
  const is_wrong = Object.keys(errors).length > 0;
  function set(name: string, value: string) {
    setDrafts((known) => {
      const next = { ...known, [name]: value };
      return action.follow?.(next, name) ?? next;
    });
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (!is_wrong) change.mutate(keyed);
  }
  return (
    <Dialog title={action.title} close={close}>
      <form className="stack" noValidate onSubmit={submit}>
        {action.explanation !== undefined && <p className="muted">{action.explanation}</p>}
        {shownFields(action, drafts).map((field) => (
          <ActionInput
            key={field.name}
            field={field}
            drafts={drafts}
            error={is_checked ? errors[field.name] : undefined}
            change={(value) => set(field.name, value)}
          />
        ))}
        {change.error !== null && <ErrorNote error={change.error} />}
        {is_checked && is_wrong && refused_field === undefined && <p className="field-error">{t('field.see_above')}</p>}
        <div className="dialog-actions">
          {mode === 'live' && <p className="live-warning">{t('action.live_warning')}</p>}
          <Button onClick={close}>{t('cancel')}</Button>
          <Button type="submit" kind={action.is_danger === true ? 'danger' : 'primary'} is_busy={change.isPending}>
            {action.submit(values, speech)}
          </Button>
        </div>
      </form>
      <details>
        <summary>{t('curl')}</summary>
        <CurlView request={keyed} />
      </details>
    </Dialog>
  );
}
