/** The embedded engine: one SQLite file. */
import type { Store } from '../port.js';
import { sqliteInspector } from './inspector.js';
import { migrate, openDatabase } from './open.js';
import { sqliteReader } from './reader.js';
import { sqliteWriter } from './writer.js';

export function openSqliteStore(file: string): Store {
  const database = openDatabase(file);
  migrate(database);
  const scopes = database.prepare('SELECT scope, account, livemode FROM scopes ORDER BY scope').all() as {
    scope: number;
    account: string;
    livemode: number;
  }[];
  const fingerprint_key = database
    .prepare("SELECT value FROM installation WHERE name = 'fingerprint_key'")
    .pluck()
    .get() as string;
  return {
    description: `SQLite in ${file}`,
    scopes: scopes.map((scope) => ({ ...scope, livemode: scope.livemode === 1 })),
    fingerprint_key,
    ...sqliteReader(database),
    ...sqliteWriter(database),
    ...sqliteInspector(database),
    async ready() {
      database.prepare('SELECT 1').get();
    },
    async backup(target) {
      await database.backup(target);
    },
    async close() {
      database.close();
    },
  };
}
