/** The embedded engine: one SQLite file. */
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ListQuery, StorageFullError, type Store } from '../port.js';
import type { OnProgress } from '../progress.js';
import { copyDatabase } from './backup.js';
import type { Sqlite } from './binding.js';
import { sqliteDeliveryReader } from './delivery_reader.js';
import { sqliteDeliveryWriter } from './delivery_writer.js';
import { guardFiles, guardHeader, guardHistory, unmarkCopy } from './guard.js';
import { sqliteInspector } from './inspector.js';
import { sqliteInstallation } from './installation.js';
import { type Heads, isAsLeft, MarkerWriter, noteLeft, readMarker } from './marker.js';
import { checkSchema, explained, migrate, openDatabase, tellingDamage } from './open.js';
import { Presence } from './presence.js';
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
  /** Whether the file was left by somebody who knew it to be whole, and nobody has changed it since. */
  isWhole(): boolean;
  /** What has become known of it. */
  setWhole(is_whole: boolean): void;
}

export function openSqliteStore(file: string): SqliteStore {
  let is_whole = !existsSync(file) || isAsLeft(file);
  const database = openGuarded(file);
  const installation = sqliteInstallation(database);
  let is_closed = false;
  const touch = database.prepare("UPDATE installation SET value = value WHERE name = 'fingerprint_key'");
  const account = installation.scopes[0]?.account ?? '';
  const marker = explained(file, () => new MarkerWriter(file, account, headsOf(database), database.emptyLog()));
  const presence = new Presence(file);
  const onCommitted = (heads: Heads): void => {
    presence.check();
    marker.committed(heads);
  };
  return tellingDamage(file, {
    description: descriptionOf(file),
    warnings: [],
    ...installation,
    ...sqliteReader(database),
    ...sqliteWriter(database, onCommitted),
    ...sqliteInspector(database),
    isQuick: quickLists(database),
    deliveries: { ...sqliteDeliveryReader(database), ...sqliteDeliveryWriter(database) },
    requests: sqliteRequestLog(database),
    async ready() {
      checkSchema(database);
      presence.check();
    },
    async probe() {
      const { bavail, bsize } = await statfs(dirname(file));
      if (bavail * bsize < LEAST_ROOM_BYTES) throw new StorageFullError('hardly any room is left on the disk');
      database.transaction(() => touch.run());
    },
    snapshot: (work) => sqliteSnapshot(file, work),
    backup: (target) => copyDatabase(file, target),
    async close() {
      if (is_closed) return;
      is_closed = true;
      // Closing would move the log into a file that nobody finds: it is left to the one that is put back.
      if (!presence.holds()) return;
      database.emptyLog();
      database.close();
      marker.close();
      if (is_whole) noteLeft(file);
    },
    isWhole: () => is_whole,
    setWhole(is: boolean) {
      is_whole = is;
    },
  });
}

/** Only brings the schema up to date; tells what was applied. The process must not have the file open. */
export function migrateFile(file: string, onProgress: OnProgress = () => {}): readonly string[] {
  guardHeader(file);
  guardFiles(file);
  const marker = readMarker(file);
  const is_whole = isAsLeft(file);
  const database = openDatabase(file);
  try {
    const applied = explained(file, () => {
      guardHistory(file, database, marker);
      return migrate(database, onProgress);
    });
    database.emptyLog();
    return applied;
  } finally {
    database.close();
    if (is_whole) noteLeft(file);
  }
}

/** Looked at before and after it is opened, and with the schema up to date. */
export function openGuarded(file: string, options: { readonly alone?: boolean } = {}): Sqlite {
  guardFiles(file);
  const marker = readMarker(file);
  const database = openDatabase(file, options);
  return explained(file, () => {
    guardHistory(file, database, marker);
    migrate(database);
    unmarkCopy(database);
    return database;
  });
}

/** For people. */
export function descriptionOf(file: string): string {
  return `SQLite in ${file}`;
}

export function headsOf(database: Sqlite): Heads {
  const scopes = database.prepare('SELECT scope, head_position, head_hash FROM scopes').all() as unknown as {
    scope: number;
    head_position: number;
    head_hash: string;
  }[];
  return Object.fromEntries(
    scopes.map(({ scope, ...head }) => [scope, { position: head.head_position, hash: head.head_hash }]),
  );
}
