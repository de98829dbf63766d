import { usePlace } from '../../../app/session_context.js';
import { useText } from '../../../i18n/use_text.js';
import { CurlView } from '../../../parts/curl_view.js';
import { EmptyState } from '../../../parts/empty_state.js';

/** What disputes are, and in test mode how to get one. */
export function NoDisputes() {
  const { t } = useText();
  const { mode } = usePlace();
  return (
    <EmptyState title={t('disputes.none')} text={t('disputes.none_text')}>
      {mode === 'test' && (
        <>
          <p className="muted">{t('disputes.try')}</p>
          <CurlView
            request={{
              method: 'POST',
              path: '/v1/payment_intents',
              fields: { amount: 4600, currency: 'usd', confirm: true, payment_method: 'pm_card_createDispute' },
            }}
          />
        </>
      )}
    </EmptyState>
  );
}
