/** The keys a server starts with: those given in the settings, and else a test key that is generated and kept. */
import { documentAs } from '../core/kernel/stored_document.js';
import { isExpired } from '../core/platform/api_key/types.js';
import { StartError } from '../store/start_error.js';
import { keepFirstKey, keptKeyFile, readKeptKey, replaceKeptKey } from './kept_key.js';
import type { Ledger } from './ledger.js';
import { newKey, storedKey } from './new_key.js';
import { SETTINGS, type Settings } from './settings.js';

export interface ProvisionedKeys {
  /** Undefined where keys exist already and this machine does not know one. */
  readonly test_secret_key: string | undefined;
  /** The file the generated key is kept in. */
  readonly kept_in: string | undefined;
  /** Whether the key was generated just now. */
  readonly is_new: boolean;
}

export async function provisionKeys(ledger: Ledger, settings: Settings): Promise<ProvisionedKeys> {
  const { live_secret_key, test_secret_key } = settings;
  if (live_secret_key !== undefined && !(await provide(ledger, live_secret_key, true))) {
    throw revoked(SETTINGS.live_secret_key.environment);
  }
  if (test_secret_key !== undefined) {
    if (!(await provide(ledger, test_secret_key, false))) throw revoked(SETTINGS.test_secret_key.environment);
    return { test_secret_key, kept_in: undefined, is_new: false };
  }
  const file = keptKeyFile(settings.data_folder);
  const before = await readKeptKey(file, ledger.clock);
  const kept = before ?? ((await hasTestKeys(ledger)) ? undefined : newKey('secret', false));
  if (kept === undefined) return { test_secret_key: undefined, kept_in: undefined, is_new: false };
  const provided = await provideKept(ledger, file, kept);
  return { test_secret_key: provided, kept_in: file, is_new: provided !== before };
}

/** The file is written first: a key whose file could not be written would be lost at once. */
async function provideKept(ledger: Ledger, file: string, kept: string): Promise<string> {
  const key = await keepFirstKey(file, kept, ledger.clock);
  if (await provide(ledger, key, false)) return key;
  // It was revoked or has expired since; printing it would send people to a key that is refused.
  const fresh = newKey('secret', false);
  await provide(ledger, fresh, false);
  replaceKeptKey(file, fresh);
  return fresh;
}

/** Makes sure that the key is known. False if it is known as revoked or expired. */
async function provide(ledger: Ledger, key: string, livemode: boolean): Promise<boolean> {
  const scope = ledger.store.scopes.find((candidate) => candidate.livemode === livemode);
  if (scope === undefined) throw new Error('the installation has no account');
  const outcome = await ledger.committer.submit({
    name: 'api_key.create',
    input: { type: 'secret', ...storedKey(key), name: 'provisioned at start', permissions: undefined },
    scope: scope.scope,
    livemode,
    actor: 'start',
    request_id: null,
    api_version: '',
  });
  if (outcome.status !== 'done') throw new Error(`the key could not be stored: ${JSON.stringify(outcome)}`);
  return !isExpired(documentAs('api_key', outcome.row), ledger.time.now() / 1000);
}

async function hasTestKeys(ledger: Ledger): Promise<boolean> {
  for (const { scope, livemode } of ledger.store.scopes) {
    if (livemode) continue;
    const page = await ledger.store.list({ scope, kind: 'api_key', where: [], limit: 1 });
    if (page.items.length > 0) return true;
  }
  return false;
}

function revoked(variable: string): StartError {
  return new StartError(
    `The key in ${variable} was revoked or rolled, or has expired. Set another, or make one with "daybook keys create".`,
  );
}
