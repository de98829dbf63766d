/** A second handle on the file, for what may be lost. The schema is there already. */
import type { RequestLogStore } from '../request_log_port.js';
import { openDatabase, tellingDamage } from './open.js';
import { sqliteRequestLog } from './request_log.js';

export interface AsideStore {
  readonly requests: RequestLogStore;
  close(): void;
}

export function openAside(file: string): AsideStore {
  const database = openDatabase(file);
  // Commits are in the log of the database, whole and in order, but reach the disk with the next one that is flushed.
  database.pragma('synchronous = NORMAL');
  database.pragma('cache_size = -16384');
  return tellingDamage(file, { requests: sqliteRequestLog(database), close: () => database.close() });
}
