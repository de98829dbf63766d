/** Repairing a PostgreSQL database: over one connection, while no other process of Daybook is connected. */
import type pg from 'pg';
import { kindOf } from '../../core/kinds.js';
import { INDEX_NAMES, indexColumns, indexValues } from '../index_columns.js';
import { newestMigration, OutdatedError } from '../migration.js';
import type { IndexEntry, InspectedEntry } from '../port.js';
import type { Repairer } from '../repair_port.js';
import { inspectedEntry, type JournalRow } from '../rows.js';
import { columnTypes } from './column_types.js';
import { openRepairPool, type Server } from './connection.js';
import { codeOf, startError } from './failures.js';
import { addEntries, removeEntries } from './index_changes.js';
import { inspectedRows, invalidIndexes, postgresInspector, type Query } from './inspector.js';
import { MIGRATIONS } from './migrations.js';
import { prepareServer } from './open.js';
import { refuseOthers, waitForOthers } from './others.js';
import { describeUrl } from './url.js';
import { postgresWriter } from './writer.js';

const UNIQUE_CLASH = '23505';

export async function repairPostgres<T>(url: string, work: (repairer: Repairer) => Promise<T>): Promise<T> {
  const server = await prepareServer(url);
  const pool = openRepairPool(url, server);
  try {
    return await work(await postgresRepairer(pool, server));
  } catch (cause) {
    throw startError(cause, describeUrl(url));
  } finally {
    await pool.end();
  }
}

async function postgresRepairer(pool: pg.Pool, server: Server): Promise<Repairer> {
  const query: Query = async <Row extends object>(text: string, values: readonly unknown[]) =>
    (await pool.query<Row & pg.QueryResultRow>(text, values as unknown[])).rows as Row[];
  await waitForOthers(query);
  const { commit } = postgresWriter(pool, { server, types: await columnTypes(pool) });

  /** In a transaction that holds what every commit takes first. */
  const guarded = async (work: (query: Query) => Promise<unknown>): Promise<void> => {
    await refuseOthers(query);
    const client = await pool.connect();
    const send: Query = async <Row extends object>(text: string, values: readonly unknown[]) =>
      (await client.query<Row & pg.QueryResultRow>(text, values as unknown[])).rows as Row[];
    try {
      await client.query('BEGIN');
      await client.query('SELECT 1 FROM scopes ORDER BY scope FOR UPDATE');
      await refuseNewerSchema(send);
      await work(send);
      await client.query('COMMIT');
      client.release();
    } catch (error) {
      // Closing the connection takes back what was done.
      client.release(true);
      throw error;
    }
  };
  const entriesIn = async (positions: string, values: readonly unknown[]): Promise<readonly InspectedEntry[]> => {
    const rows = await query<JournalRow>(`SELECT * FROM journal WHERE position IN (${positions})`, values);
    return rows.map(inspectedEntry);
  };

  return {
    ...postgresInspector(query),

    async commit(batch) {
      await refuseOthers(query);
      await commit(batch);
    },

    async rowsNaming(kind, column, scope, values) {
      return inspectedRows(query, kind, `WHERE scope = $1 AND ${column} = ANY ($2::text[])`, [scope, values]);
    },

    async indexed(index, after, limit) {
      const { all, key } = indexColumns(index);
      const places = key.map((_, place) => `$${place + 2}`).join(', ');
      const beyond = after === undefined ? '' : ` WHERE (${key.join(', ')}) > (${places})`;
      const rows = await query<object>(
        `SELECT ${all.join(', ')} FROM ${index}${beyond} ORDER BY ${key.join(', ')} LIMIT $1`,
        [limit, ...(after === undefined ? [] : indexValues(after, key))],
      );
      return rows.map((row) => ({ index, ...row }) as IndexEntry);
    },

    async entriesAt(positions) {
      return entriesIn('SELECT unnest($1::bigint[])', [positions]);
    },

    async entriesOfEvents(scope, numbers) {
      return entriesIn(
        `SELECT (SELECT position FROM journal WHERE scope = $1 AND event_count > 0 AND first_event <= n.number
         ORDER BY first_event DESC LIMIT 1) FROM unnest($2::bigint[]) AS n(number)`,
        [scope, numbers],
      );
    },

    async changeIndexes({ added = [], removed = [], replaces = false }) {
      await guarded(async (send) => {
        for (const index of INDEX_NAMES) {
          const isOfIndex = (entry: IndexEntry) => entry.index === index;
          await removeEntries(send, index, removed.filter(isOfIndex));
          await addEntries(send, index, added.filter(isOfIndex), replaces);
        }
      });
    },

    async removeRows(kind, scope, ids) {
      await guarded((send) =>
        send(`DELETE FROM ${kindOf(kind).table} WHERE scope = $1 AND id = ANY ($2::text[])`, [scope, ids]),
      );
    },

    async setScope(scope, last_event, last_at_ms) {
      await guarded((send) =>
        send('UPDATE scopes SET last_event = $2, last_at_ms = $3 WHERE scope = $1', [scope, last_event, last_at_ms]),
      );
    },

    async rebuildIndexes() {
      const rebuilt: string[] = [];
      for (const name of await invalidIndexes(query)) {
        await refuseOthers(query);
        if (await isRebuilt(query, name)) rebuilt.push(name);
      }
      return rebuilt;
    },
  };
}

async function refuseNewerSchema(query: Query): Promise<void> {
  const [row] = await query<{ number: number }>('SELECT max(number) AS number FROM schema_migrations', []);
  if (row !== undefined && row.number > newestMigration(MIGRATIONS)) throw new OutdatedError();
}

/** Rows of which only one may be there are told by what is verified afterwards. */
async function isRebuilt(query: Query, name: string): Promise<boolean> {
  try {
    await query(`REINDEX INDEX ${name}`, []);
    return true;
  } catch (error) {
    if (codeOf(error) === UNIQUE_CLASH) return false;
    throw error;
  }
}
