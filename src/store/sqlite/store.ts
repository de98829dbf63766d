/** The embedded engine: one SQLite file. */
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ListQuery, StorageFullError, type Store } from '../port.js';
import { copyDatabase } from './backup.js';
import { sqliteDeliveryReader, sqliteDeliveryWriter } from './deliveries.js';
import { sqliteInspector } from './inspector.js';
import { sqliteInstallation } from './installation.js';
import { checkSchema, migrate, openDatabase } from './open.js';
import { quickLists } from './quick_lists.js';
import { sqliteReader } from './reader.js';
import { sqliteRequestLog } from './request_log.js';
import { sqliteSnapshot } from './snapshot.js';
import { sqliteWriter } from './writer.js';

/** Less than this, and the next checkpoint or the next batch finds none. */
const LEAST_ROOM_BYTES = 16 * 1024 * 1024;

export interface SqliteStore extends Store {
  /** Whether a list reads no more than it shows. */
  readonly isQuick: (query: ListQuery) => boolean;
}

export function openSqliteStore(file: string): SqliteStore {
  const database = openDatabase(file);
  migrate(database);
  const touch = database.prepare("UPDATE installation SET value = value WHERE name = 'fingerprint_key'");
  return {
    description: `SQLite in ${file}`,
    warnings: [],
    ...sqliteInstallation(database),
    ...sqliteReader(database),
    ...sqliteWriter(database),
    ...sqliteInspector(database),
    isQuick: quickLists(database),
    deliveries: { ...sqliteDeliveryReader(database), ...sqliteDeliveryWriter(database) },
    requests: sqliteRequestLog(database),
    async ready() {
      checkSchema(database);
    },
    async probe() {
      const { bavail, bsize } = await statfs(dirname(file));
      if (bavail * bsize < LEAST_ROOM_BYTES) throw new StorageFullError('hardly any room is left on the disk');
      database.transaction(() => touch.run());
    },
    snapshot: (work) => sqliteSnapshot(file, work),
    backup: (target) => copyDatabase(file, target),
    async close() {
      database.close();
    },
  };
}

/** Only brings the schema up to date; tells what was applied. */
export function migrateFile(file: string): readonly string[] {
  const database = openDatabase(file);
  try {
    return migrate(database);
  } finally {
    database.close();
  }
}
