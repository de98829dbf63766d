/** Test or live: said in words and in colour across the whole width, so that nobody mistakes one for the other. */
import { Link } from 'wouter';
import type { Mode } from '../api/http.js';
import { useText } from '../i18n/use_text.js';

export function ModeSwitch({ mode }: { readonly mode: Mode }) {
  const { t } = useText();
  return (
    <div className="mode">
      <p className="mode-note">{t(mode === 'test' ? 'mode.test_note' : 'mode.live_note')}</p>
      <nav className="mode-switch" aria-label={t('mode.label')}>
        {(['test', 'live'] as const).map((other) => (
          <Link key={other} href={`~/dashboard/${other}/payments`} aria-current={other === mode ? 'true' : undefined}>
            {t(`mode.${other}`)}
          </Link>
        ))}
      </nav>
    </div>
  );
}
