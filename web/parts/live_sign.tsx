import { useStreamState } from '../app/live.js';
import { useText } from '../i18n/use_text.js';

/** Whether changes appear by themselves. */
export function LiveSign() {
  const { t } = useText();
  const state = useStreamState();
  if (state !== 'open') return null;
  return (
    <span className="live-sign" title={t('live.title')}>
      <span className="live-dot" aria-hidden="true" />
      {t('live.on')}
    </span>
  );
}
