/** Showing a new key, the only time that it can be. */
import type { KnownKey } from '../app/keys.js';

/** The key alone goes to stdout, so that a script can take it; what people should know goes to stderr. */
export function showMadeKey(text: string, { id, type, livemode }: KnownKey): void {
  process.stdout.write(`${text}\n`);
  const mode = livemode ? 'live' : 'test';
  process.stderr.write(`This is ${id}, a ${type} key for ${mode} mode. Keep it now: it cannot be shown again.\n`);
}
