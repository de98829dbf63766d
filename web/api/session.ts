/** The session: which keys somebody has signed in with, one for each mode. */
import { type ApiError, DASHBOARD_HEADERS, errorOf, type Mode, reach } from './http.js';

export interface SessionMode {
  readonly livemode: boolean;
  readonly account: string;
  readonly key: {
    readonly id: string;
    readonly type: 'secret' | 'restricted';
    readonly name: string | null;
    /** Absent or null: everything. */
    readonly permissions?: Readonly<Record<string, 'read' | 'write'>> | null;
  };
}

export interface Session {
  readonly modes: readonly SessionMode[];
  /** What rights of a key can be on. */
  readonly resources: readonly string[];
  readonly version: string;
}

const PATH = '/v1/daybook/sessions';

/** Null where nobody is signed in. */
export async function readSession(): Promise<Session | null> {
  const response = await reach(PATH, { headers: DASHBOARD_HEADERS });
  if (response.status === 401) return null;
  if (!response.ok) throw await errorOf(response);
  return (await response.json()) as Session;
}

/** Answers with the error where the key is refused. */
export async function signIn(key: string): Promise<ApiError | null> {
  const response = await reach(PATH, {
    method: 'POST',
    headers: { ...DASHBOARD_HEADERS, 'Content-Type': 'application/json' },
    body: JSON.stringify({ key }),
  });
  return response.ok ? null : errorOf(response);
}

/** Of this browser, or `everywhere` where somebody has signed in with the same keys. */
export async function signOut(everywhere: boolean): Promise<void> {
  const path = everywhere ? `${PATH}?everywhere=true` : PATH;
  const response = await reach(path, { method: 'DELETE', headers: DASHBOARD_HEADERS });
  if (!response.ok && response.status !== 401) throw await errorOf(response);
}

export function modeOf(session: Session, mode: Mode): SessionMode | undefined {
  return session.modes.find(({ livemode }) => livemode === (mode === 'live'));
}

/** Whether the key may read or change a resource. */
export function isPermitted(mode: SessionMode, resource: string, right: 'read' | 'write'): boolean {
  if (mode.key.type === 'secret') return true;
  const given = mode.key.permissions?.[resource];
  return given === 'write' || given === right;
}
