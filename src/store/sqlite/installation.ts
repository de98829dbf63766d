/** What a file says of the installation that it belongs to. */
import type { ScopeInfo } from '../port.js';
import type { Sqlite } from './binding.js';

export function sqliteInstallation(database: Sqlite): {
  readonly scopes: readonly ScopeInfo[];
  readonly fingerprint_key: string;
} {
  const scopes = database.prepare('SELECT scope, account, livemode FROM scopes ORDER BY scope').all() as {
    scope: number;
    account: string;
    livemode: number;
  }[];
  const fingerprint_key = database
    .prepareValue("SELECT value FROM installation WHERE name = 'fingerprint_key'")
    .get() as string;
  return {
    scopes: scopes.map((scope) => ({ ...scope, livemode: scope.livemode === 1 })),
    fingerprint_key,
  };
}
