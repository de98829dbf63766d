/** The keys of a fresh installation: those given in the settings, and else a test key that is generated and kept. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../store/start_error.js';
import type { Ledger } from './ledger.js';
import { newKey, storedKey } from './new_key.js';
import type { Settings } from './settings.js';

export interface ProvisionedKeys {
  /** Undefined where keys exist already and this machine does not know one. */
  readonly test_secret_key: string | undefined;
  /** The file the generated key is kept in. */
  readonly kept_in: string | undefined;
}

export async function provisionKeys(ledger: Ledger, settings: Settings): Promise<ProvisionedKeys> {
  if (settings.live_secret_key !== undefined) await provide(ledger, settings.live_secret_key, true);
  if (settings.test_secret_key !== undefined) {
    await provide(ledger, settings.test_secret_key, false);
    return { test_secret_key: settings.test_secret_key, kept_in: undefined };
  }
  const file = join(settings.data_folder, 'test_secret_key');
  if (existsSync(file)) {
    const key = readFileSync(file, 'utf8').trim();
    await provide(ledger, key, false);
    return { test_secret_key: key, kept_in: file };
  }
  if (await hasKeys(ledger)) return { test_secret_key: undefined, kept_in: undefined };
  const key = newKey('secret', false);
  await provide(ledger, key, false);
  keep(file, key);
  return { test_secret_key: key, kept_in: file };
}

async function provide(ledger: Ledger, key: string, livemode: boolean): Promise<void> {
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
}

async function hasKeys(ledger: Ledger): Promise<boolean> {
  for (const { scope, livemode } of ledger.store.scopes) {
    const page = await ledger.store.list({ scope, kind: 'api_key', where: [], limit: 1 });
    if (!livemode && page.items.length > 0) return true;
  }
  return false;
}

function keep(file: string, key: string): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true, mode: 0o700 });
    writeFileSync(file, `${key}\n`, { mode: 0o600 });
  } catch (cause) {
    throw new StartError(
      `The test key cannot be kept in ${file}: make the folder writable, or choose another with DAYBOOK_DATA.`,
      { cause },
    );
  }
}
