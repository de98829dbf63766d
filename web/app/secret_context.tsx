/**
 * Secrets that were just made are shown above everything else: rolling one's own key ends the session, and what is shown
 * in its place must not take the new key away.
 */
import { createContext, type ReactNode, useContext, useState } from 'react';
import { SecretDialog } from '../parts/secret_dialog.js';

interface Secret {
  readonly title: string;
  readonly text: string;
  readonly secret: string;
}

const SecretContext = createContext<(secret: Secret) => void>(() => undefined);

export function SecretProvider({ children }: { readonly children: ReactNode }) {
  const [shown, setShown] = useState<Secret | null>(null);
  return (
    <SecretContext value={setShown}>
      {children}
      {shown !== null && <SecretDialog {...shown} close={() => setShown(null)} />}
    </SecretContext>
  );
}

export function useShowSecret(): (secret: Secret) => void {
  return useContext(SecretContext);
}
