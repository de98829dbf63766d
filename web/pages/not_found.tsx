import { useText } from '../i18n/use_text.js';
import { PageHead } from '../parts/page_head.js';

export function NotFound() {
  const { t } = useText();
  return (
    <div className="page narrow">
      <PageHead title={t('not_found.title')} />
      <p>{t('not_found.text')}</p>
    </div>
  );
}
