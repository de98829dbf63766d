/** Nobody sees more than the sign-in page without a session; with one, the address says which mode is looked at. */
import { useQuery } from '@tanstack/react-query';
import { Redirect, Route, Router, Switch } from 'wouter';
import type { Mode } from '../api/http.js';
import { readSession, type Session } from '../api/session.js';
import { ErrorNote } from '../parts/error_note.js';
import { SESSION_KEY } from './session_context.js';
import { Shell } from './shell.js';
import { SignIn } from './sign_in.js';

export function SessionGate() {
  const { data, error, refetch } = useQuery({ queryKey: SESSION_KEY, queryFn: readSession, staleTime: 60_000 });
  if (error !== null && data === undefined) {
    return (
      <main className="alone">
        <ErrorNote error={error} retry={() => void refetch()} />
      </main>
    );
  }
  if (data === undefined) return <div className="alone" aria-busy="true" />;
  if (data === null) return <SignIn />;
  return (
    <Router base="/dashboard">
      <Switch>
        <Route path="/test/*?">
          <InMode session={data} mode="test" />
        </Route>
        <Route path="/live/*?">
          <InMode session={data} mode="live" />
        </Route>
        <Route>
          <Redirect to={`/${firstMode(data)}/payments`} replace />
        </Route>
      </Switch>
    </Router>
  );
}

function InMode({ session, mode }: { readonly session: Session; readonly mode: Mode }) {
  return (
    <Router base={`/${mode}`} key={mode}>
      <Shell session={session} mode={mode} />
    </Router>
  );
}

function firstMode(session: Session): Mode {
  return session.modes.some(({ livemode }) => livemode) && session.modes.every(({ livemode }) => livemode)
    ? 'live'
    : 'test';
}
