/** Everything that all pages stand in: language, session, queries. */
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { ApiError } from '../api/http.js';
import { initialLanguage, type Language, storeLanguage } from '../i18n/language.js';
import { SpeechContext, speechIn } from '../i18n/use_text.js';
import { LanguageContext } from './language_context.js';
import { SecretProvider } from './secret_context.js';
import { SESSION_KEY } from './session_context.js';
import { SessionGate } from './session_gate.js';

/** What the server refuses it refuses again; only what did not reach it is worth another try. */
function isWorthRepeating(failures: number, error: Error): boolean {
  return failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500);
}

function newQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error) {
        // A key that was revoked ends the session: it is asked for again.
        if (error instanceof ApiError && error.status === 401) void client.invalidateQueries({ queryKey: SESSION_KEY });
      },
    }),
    defaultOptions: { queries: { staleTime: 10_000, retry: isWorthRepeating, refetchOnWindowFocus: true } },
  });
  return client;
}

export function App() {
  const [client] = useState(newQueryClient);
  const [language, setLanguage] = useState<Language>(initialLanguage);
  const speech = useMemo(() => speechIn(language), [language]);
  const choice = useMemo(
    () => ({
      language,
      choose(next: Language) {
        storeLanguage(next);
        setLanguage(next);
      },
    }),
    [language],
  );
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <QueryClientProvider client={client}>
      <LanguageContext value={choice}>
        <SpeechContext value={speech}>
          <SecretProvider>
            <SessionGate />
          </SecretProvider>
        </SpeechContext>
      </LanguageContext>
    </QueryClientProvider>
  );
}
