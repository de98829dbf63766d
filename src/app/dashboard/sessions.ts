/**
 * Sessions of the dashboard. A session is a signed text in a cookie and is stored nowhere: it names the keys that
 * somebody has signed in with, one for each mode, and says until when. What a session may do is what its keys may do at
 * the time of each request, so that revoking or rolling a key ends it; and so does ending all sessions of the key.
 */
import { createHmac } from 'node:crypto';
import { isSameSecret } from '../intent_secrets.js';
import type { Identity, KeyRing } from '../key_ring.js';

export const SESSION_SECONDS = 12 * 60 * 60;

/** A key that somebody has signed in with. */
export interface SignIn {
  readonly livemode: boolean;
  /** The id of the key. */
  readonly key: string;
  /** Unix seconds from which it no longer counts. */
  readonly ends_at: number;
  /** How often the key's sessions had been ended before; absent where they never were. */
  readonly round?: number;
}

export class DashboardSessions {
  readonly #secret: Buffer;
  readonly #keys: KeyRing;

  constructor(installation_key: string, keys: KeyRing) {
    this.#secret = createHmac('sha256', installation_key).update('sessions of the dashboard').digest();
    this.#keys = keys;
  }

  /** A new text for the cookie: the session that there was with one more key, in place of one of the same mode. */
  signedIn(text: string | undefined, { key, scope }: Identity, now_ms: number): string {
    const { livemode } = scope;
    const others = this.signIns(text, now_ms).filter((other) => other.livemode !== livemode);
    const ends_at = Math.floor(now_ms / 1000) + SESSION_SECONDS;
    const { session_round: round } = key;
    return this.#sealed([...others, { livemode, key: key.id, ends_at, ...(round === undefined ? {} : { round }) }]);
  }

  /** What a cookie says, if Daybook wrote it; nothing otherwise. */
  signIns(text: string | undefined, now_ms: number): readonly SignIn[] {
    const [content = '', signature = ''] = text?.split('.', 2) ?? [];
    if (content === '' || !isSameSecret(signature, this.#signature(content))) return [];
    const all = JSON.parse(Buffer.from(content, 'base64url').toString('utf8')) as readonly SignIn[];
    return all.filter(({ ends_at }) => ends_at > now_ms / 1000);
  }

  /** The keys of a session that still work, with everything that is known of them. */
  async identities(text: string | undefined, now_ms: number): Promise<readonly Identity[]> {
    const found = this.signIns(text, now_ms).map(async ({ key, livemode, round }) => {
      const identity = await this.#keys.known(key, livemode, now_ms);
      return identity?.key.session_round === round ? identity : undefined;
    });
    return (await Promise.all(found)).filter((identity) => identity !== undefined).filter(isForSessions);
  }

  #sealed(sign_ins: readonly SignIn[]): string {
    const content = Buffer.from(JSON.stringify(sign_ins)).toString('base64url');
    return `${content}.${this.#signature(content)}`;
  }

  #signature(content: string): string {
    return createHmac('sha256', this.#secret).update(content).digest('base64url');
  }
}

/** A key that was rolled works on for a while where programs have it; people sign in with the one that replaced it. */
export function isForSessions({ key }: Identity): boolean {
  return key.rolled_to === undefined && key.type !== 'publishable';
}
