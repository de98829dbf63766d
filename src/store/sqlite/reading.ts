/** A handle on the file that only reads, for a thread of its own. The schema is there already. */
import type { DeliveryReader } from '../delivery_port.js';
import type { Reader, ScopeInfo } from '../port.js';
import type { RequestLogStore } from '../request_log_port.js';
import { sqliteDeliveryReader } from './delivery_reader.js';
import { sqliteInstallation } from './installation.js';
import { openReadOnly, tellingDamage } from './open.js';
import { sqliteReader } from './reader.js';
import { sqliteRequestLog } from './request_log.js';

export interface ReadingStore extends Reader {
  readonly scopes: readonly ScopeInfo[];
  readonly fingerprint_key: string;
  readonly deliveries: DeliveryReader;
  readonly requests: Pick<RequestLogStore, 'list'>;
  close(): void;
}

export function openReading(file: string): ReadingStore {
  const database = openReadOnly(file);
  database.pragma('cache_size = -32768');
  return tellingDamage(file, {
    ...sqliteInstallation(database),
    ...sqliteReader(database),
    deliveries: sqliteDeliveryReader(database),
    requests: sqliteRequestLog(database),
    close: () => database.close(),
  });
}
