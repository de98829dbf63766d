/** The engine for more than one machine: any number of Daybook processes on one PostgreSQL database. */
import type pg from 'pg';
import type { ScopeInfo, Store } from '../port.js';
import { backup } from './backup.js';
import { columnTypes } from './column_types.js';
import { openReadPool, openWritePool, read, send } from './connection.js';
import { postgresDeliveries } from './deliveries.js';
import { startError } from './failures.js';
import { postgresInspector } from './inspector.js';
import { prepareServer } from './open.js';
import { dialectOf, postgresReader } from './reader.js';
import { postgresRequestLog } from './request_log.js';
import { postgresSnapshot } from './snapshot.js';
import { describeUrl } from './url.js';
import { checkSchema, postgresWriter } from './writer.js';

export { describeUrl };

export async function openPostgresStore(url: string): Promise<Store> {
  const server = await prepareServer(url);
  const reads = openReadPool(url, server);
  const writes = openWritePool(url, server);
  let closing: Promise<unknown> | undefined;
  const close = async (): Promise<void> => {
    closing ??= Promise.all([reads.end(), writes.end()]);
    await closing;
  };
  try {
    return {
      description: describeUrl(url),
      warnings: server.warnings,
      scopes: await read<{ [K in keyof ScopeInfo]: ScopeInfo[K] }>(
        reads,
        'SELECT scope, account, livemode FROM scopes ORDER BY scope',
        [],
      ),
      fingerprint_key: await fingerprintKey(reads),
      ...postgresReader(reads, dialectOf(server)),
      ...postgresWriter(writes, { server, types: await columnTypes(reads) }),
      ...postgresInspector((text, values) => read(reads, text, values)),
      deliveries: postgresDeliveries(reads),
      requests: postgresRequestLog(reads, dialectOf(server)),
      snapshot: (work) => postgresSnapshot(url, work),
      async ready() {
        await Promise.all([read(reads, 'SELECT 1', []), checkSchema(writes)]);
      },
      async probe() {
        await send(writes, {
          text: "UPDATE installation SET value = value WHERE name = 'fingerprint_key'",
          values: [],
        });
      },
      backup: (file) => backup(url, file),
      close,
    };
  } catch (cause) {
    await close();
    throw startError(cause, describeUrl(url));
  }
}

async function fingerprintKey(pool: pg.Pool): Promise<string> {
  const [row] = await read<{ value: string }>(
    pool,
    "SELECT value FROM installation WHERE name = 'fingerprint_key'",
    [],
  );
  if (row === undefined) throw new Error('the installation has no fingerprint key');
  return row.value;
}
