/** An id that means nothing here may be that of something else, or be mistyped: it can be searched for. */
import { useLocation } from 'wouter';
import { usePlace } from '../app/session_context.js';
import { useText } from '../i18n/use_text.js';
import { paymentsPath } from '../model/payment_filters.js';
import { Button } from './button.js';
import { EmptyState } from './empty_state.js';

export function UnknownId({ id, error }: { readonly id: string; readonly error: Error }) {
  const { t } = useText();
  const { can } = usePlace();
  const [, navigate] = useLocation();
  return (
    <EmptyState title={t('not_found.title')} text={error.message}>
      {can('payment_records', 'read') && (
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            const query = String(new FormData(event.currentTarget).get('query')).trim();
            if (query !== '') navigate(paymentsPath({ query }));
          }}
        >
          <label className="field">
            {t('unknown.search')}
            <input name="query" type="search" defaultValue={id} />
          </label>
          <Button kind="primary" type="submit">
            {t('unknown.run')}
          </Button>
        </form>
      )}
    </EmptyState>
  );
}
