/** The frame of every page: mode, navigation, and the page itself, each loaded when it is first looked at. */
import { Suspense, useMemo, useState } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import type { Mode } from '../api/http.js';
import { isPermitted, modeOf, type Session } from '../api/session.js';
import { useText } from '../i18n/use_text.js';
import { NotFound } from '../pages/not_found.js';
import { Icon } from '../parts/icon.js';
import { Mark } from '../parts/mark.js';
import { PageSkeleton } from '../parts/skeleton.js';
import { LiveProvider } from './live.js';
import { ModeSwitch } from './mode_switch.js';
import { Navigation } from './navigation.js';
import { PageBoundary } from './page_boundary.js';
import { PAGES } from './pages.js';
import { type Place, PlaceContext } from './session_context.js';
import { KeyForm } from './sign_in.js';
import { useTheme } from './theme_choice.js';

/** Null where nobody has signed in to the mode. */
function usePlaceOf(session: Session, mode: Mode): Place | null {
  const current = modeOf(session, mode);
  const { resources } = session;
  return useMemo(
    () =>
      current === undefined
        ? null
        : { mode, session: current, resources, can: (resource, right) => isPermitted(current, resource, right) },
    [current, mode, resources],
  );
}

function Routes() {
  return (
    <Switch>
      {PAGES.map((page) =>
        'destination' in page ? (
          <Route key={page.path} path={page.path} component={page.component} />
        ) : (
          // What was begun on one object is not gone on with on another.
          <Route key={page.path} path={page.path}>
            {({ id }: { readonly id: string }) => <page.component key={id} id={id} />}
          </Route>
        ),
      )}
      <Route path="/">
        <Redirect to="/payments" replace />
      </Route>
      <Route>
        <NotFound />
      </Route>
    </Switch>
  );
}

export function Shell({ session, mode }: { readonly session: Session; readonly mode: Mode }) {
  const { t } = useText();
  const [theme, setTheme] = useTheme();
  const [is_menu_open, setMenuOpen] = useState(false);
  const place = usePlaceOf(session, mode);
  return (
    <div className="shell" data-mode={mode}>
      <a className="skip" href="#main">
        {t('shell.skip')}
      </a>
      <header className="top">
        <button
          type="button"
          className="icon-button menu-button"
          aria-expanded={is_menu_open}
          aria-controls="navigation"
          onClick={() => setMenuOpen(!is_menu_open)}
        >
          <Icon name={is_menu_open ? 'close' : 'menu'} />
          <span className="hidden">{t('shell.menu')}</span>
        </button>
        <p className="wordmark">
          <Mark /> Daybook
        </p>
        <ModeSwitch mode={mode} />
      </header>
      <Navigation
        place={place}
        is_open={is_menu_open}
        close={() => setMenuOpen(false)}
        version={session.version}
        theme={theme}
        chooseTheme={setTheme}
      />
      <main id="main" tabIndex={-1}>
        {place === null ? (
          <div className="page narrow">
            <h1>{t(mode === 'live' ? 'shell.no_live_key' : 'shell.no_test_key')}</h1>
            <p className="muted">{t('shell.no_key_explanation')}</p>
            <KeyForm mode={mode} />
          </div>
        ) : (
          <PlaceContext value={place}>
            <LiveProvider>
              <PageBoundary>
                <Suspense fallback={<PageSkeleton />}>
                  <Routes />
                </Suspense>
              </PageBoundary>
            </LiveProvider>
          </PlaceContext>
        )}
      </main>
    </div>
  );
}
