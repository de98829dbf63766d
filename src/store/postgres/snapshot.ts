/** Reading everything as it was at one moment, while writers go on. */
import pg from 'pg';
import type { Inspector } from '../port.js';
import { clientConfig } from './connection.js';
import { postgresInspector } from './inspector.js';

/**
 * A connection of its own, outside the pools: counting a large table takes longer than a request may, and every answer
 * must come from the same transaction, so that nothing is sent again after a lost connection.
 */
export async function postgresSnapshot<T>(url: string, work: (inspector: Inspector) => Promise<T>): Promise<T> {
  const client = new pg.Client({ ...clientConfig(url), query_timeout: 0 });
  client.on('error', () => {});
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0');
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    return await work(
      postgresInspector(async <Row extends object>(text: string, values: readonly unknown[]) => {
        const { rows } = await client.query<Row & pg.QueryResultRow>(text, values as unknown[]);
        return rows as Row[];
      }),
    );
  } finally {
    await client.end().catch(() => {});
  }
}
