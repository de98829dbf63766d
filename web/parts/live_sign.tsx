import { useStreamState } from '../app/live.js';
import { useText } from '../i18n/use_text.js';

/** Whether changes appear by themselves. */
export function LiveSign() {
  const { t } = useText();
  const state = useStreamState();
  if (state === 'closed') return null;
  return (
    <span className="live-sign" data-state={state} role="status" title={t(`live.${state}_title`)}>
      <span className="live-dot" aria-hidden="true" />
      {t(`live.${state}`)}
    </span>
  );
}
