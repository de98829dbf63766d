/** Where one can go with this key, and what is chosen once for all pages. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Link, useLocation } from 'wouter';
import { signOut } from '../api/session.js';
import { useText } from '../i18n/use_text.js';
import { Icon } from '../parts/icon.js';
import { LanguageChoice } from './language_choice.js';
import { PAGES } from './pages.js';
import type { Place } from './session_context.js';
import { SESSION_KEY } from './session_context.js';
import { ThemeChoice } from './theme_choice.js';

interface Properties {
  readonly place: Place | null;
  readonly is_open: boolean;
  readonly close: () => void;
  readonly version: string;
  readonly theme: 'system' | 'light' | 'dark';
  readonly chooseTheme: (theme: 'system' | 'light' | 'dark') => void;
}

export function Navigation({ place, is_open, close, version, theme, chooseTheme }: Properties) {
  const { t } = useText();
  const [location] = useLocation();
  const client = useQueryClient();
  useEffect(() => {
    if (!is_open) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [is_open, close]);
  async function leave(everywhere: boolean) {
    await signOut(everywhere);
    client.clear();
    await client.resetQueries({ queryKey: SESSION_KEY });
    window.location.assign('/dashboard');
  }
  return (
    <nav id="navigation" className="navigation" data-open={is_open} aria-label={t('nav.label')}>
      <ul>
        {PAGES.map((page) =>
          'destination' in page && place?.can(page.destination.resource, 'read') ? (
            <li key={page.path}>
              <Link href={page.path} onClick={close} aria-current={location.startsWith(page.path) ? 'page' : undefined}>
                <Icon name={page.destination.icon} />
                {t(page.destination.text)}
              </Link>
            </li>
          ) : null,
        )}
      </ul>
      <div className="navigation-foot">
        <ThemeChoice theme={theme} choose={chooseTheme} />
        <LanguageChoice />
        {place !== null && (
          <p className="who">
            <span>{place.session.key.name ?? t(`key.type.${place.session.key.type}`)}</span>
            <code>{place.session.key.id}</code>
          </p>
        )}
        <button type="button" className="link-button" onClick={() => void leave(false)}>
          <Icon name="leave" />
          {t('nav.sign_out')}
        </button>
        <button type="button" className="link-button" onClick={() => void leave(true)}>
          <Icon name="leave" />
          {t('nav.sign_out_everywhere')}
        </button>
        <p className="version">
          Daybook {version} · <a href="/docs">{t('nav.docs')}</a>
        </p>
      </div>
    </nav>
  );
}
