import { useText } from '../i18n/use_text.js';
import { EmptyState } from '../parts/empty_state.js';

export function NotFound() {
  const { t } = useText();
  return <EmptyState title={t('not_found.title')} text={t('not_found.text')} />;
}
