/** What went wrong, in the words of the API, with the id that finds it in the request log. */
import { ApiError, UNREACHABLE } from '../api/http.js';
import { useText } from '../i18n/use_text.js';
import { Button } from './button.js';
import { CopyText } from './copy_text.js';
import { Icon } from './icon.js';

export function ErrorNote({ error, retry }: { readonly error: Error; readonly retry?: () => void }) {
  const { t } = useText();
  const is_unreachable = error instanceof ApiError && error.status === UNREACHABLE;
  const is_fault = error instanceof ApiError && error.status >= 500;
  return (
    <div className="error-note" role="alert">
      <Icon name="failed" />
      <div>
        <p>{is_unreachable ? t('error.unreachable') : error.message}</p>
        {is_fault && <p>{t('error.fault')}</p>}
        {error instanceof ApiError && error.request_id !== null && (
          <p className="error-details">
            {t('error.request')} <CopyText text={error.request_id} />
            {error.param !== undefined && (
              <>
                {t('request.param')} <code>{error.param}</code>
              </>
            )}
          </p>
        )}
        {retry !== undefined && (
          <Button icon="retry" onClick={retry}>
            {t('error.retry')}
          </Button>
        )}
      </div>
    </div>
  );
}
