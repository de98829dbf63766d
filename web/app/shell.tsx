/** The frame of every page: mode, navigation, and the page itself, each loaded when it is first looked at. */
import { lazy, Suspense, useMemo, useState } from 'react';
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
import { type Place, PlaceContext } from './session_context.js';
import { KeyForm } from './sign_in.js';
import { useTheme } from './theme_choice.js';

const Overview = lazy(() => import('../pages/payments/overview/overview_page.js'));
const Payments = lazy(() => import('../pages/payments/payments/payments_page.js'));
const Payment = lazy(() => import('../pages/payments/payment/payment_page.js'));
const Disputes = lazy(() => import('../pages/payments/disputes/disputes_page.js'));
const Dispute = lazy(() => import('../pages/payments/disputes/dispute_page.js'));
const Customers = lazy(() => import('../pages/payments/customers/customers_page.js'));
const Customer = lazy(() => import('../pages/payments/customers/customer_page.js'));
const Events = lazy(() => import('../pages/platform/events/events_page.js'));
const EventDetails = lazy(() => import('../pages/platform/events/event_page.js'));
const Webhooks = lazy(() => import('../pages/platform/webhooks/webhooks_page.js'));
const Webhook = lazy(() => import('../pages/platform/webhooks/webhook_page.js'));
const Keys = lazy(() => import('../pages/platform/keys/keys_page.js'));
const Requests = lazy(() => import('../pages/platform/requests/requests_page.js'));
const RequestDetails = lazy(() => import('../pages/platform/requests/request_page.js'));

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
                  <Switch>
                    <Route path="/overview" component={Overview} />
                    <Route path="/payments" component={Payments} />
                    <Route path="/payments/:id">{({ id }) => <Payment key={id} id={id} />}</Route>
                    <Route path="/disputes" component={Disputes} />
                    <Route path="/disputes/:id">{({ id }) => <Dispute key={id} id={id} />}</Route>
                    <Route path="/customers" component={Customers} />
                    <Route path="/customers/:id">{({ id }) => <Customer key={id} id={id} />}</Route>
                    <Route path="/events" component={Events} />
                    <Route path="/events/:id">{({ id }) => <EventDetails key={id} id={id} />}</Route>
                    <Route path="/webhooks" component={Webhooks} />
                    <Route path="/webhooks/:id">{({ id }) => <Webhook key={id} id={id} />}</Route>
                    <Route path="/keys" component={Keys} />
                    <Route path="/requests" component={Requests} />
                    <Route path="/requests/:id">{({ id }) => <RequestDetails key={id} id={id} />}</Route>
                    <Route path="/">
                      <Redirect to="/payments" replace />
                    </Route>
                    <Route>
                      <NotFound />
                    </Route>
                  </Switch>
                </Suspense>
              </PageBoundary>
            </LiveProvider>
          </PlaceContext>
        )}
      </main>
    </div>
  );
}
