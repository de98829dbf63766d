/** For commands that only read: nothing is migrated or written, also where nothing can be, and only sound files are read. */
import { copyDatabase } from '../store/sqlite/backup.js';
import { inspectFiles } from '../store/sqlite/guard.js';
import { openReading } from '../store/sqlite/reading.js';
import { descriptionOf } from '../store/sqlite/store.js';
import { type LedgerLocation, openStore, sqliteFile } from './ledger.js';
import type { ReadSource } from './long_read.js';

/** Throws a DamageError where `daybook serve` would not serve the files of the embedded database. */
export function guardData({ database_url, data_folder }: LedgerLocation): void {
  if (database_url === undefined) inspectFiles(sqliteFile(data_folder));
}

export async function withSource<T>(location: LedgerLocation, work: (source: ReadSource) => Promise<T>): Promise<T> {
  guardData(location);
  const source =
    location.database_url === undefined ? openReading(sqliteFile(location.data_folder)) : await openStore(location);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}

/** A consistent copy of everything, in a file that is there already, empty. Tells of what. */
export async function copyData(location: LedgerLocation, target: string): Promise<string> {
  guardData(location);
  if (location.database_url === undefined) {
    const file = sqliteFile(location.data_folder);
    await copyDatabase(file, target);
    return descriptionOf(file);
  }
  const store = await openStore(location);
  try {
    await store.backup(target);
    return store.description;
  } finally {
    await store.close();
  }
}
