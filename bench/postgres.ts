/**
 * A PostgreSQL database for the benchmark: empty, and dropped afterwards. The server is the one that
 * DAYBOOK_BENCH_DATABASE_URL names. (A private temporary server would be started here.)
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';

export interface BenchDatabase {
  readonly url: string;
  readonly drop: () => Promise<void>;
}

/** The database, or why there is none. */
export async function benchDatabase(): Promise<BenchDatabase | string> {
  const server = process.env['DAYBOOK_BENCH_DATABASE_URL'];
  if (server === undefined || server === '') return 'DAYBOOK_BENCH_DATABASE_URL is not set';
  const name = `daybook_bench_${randomBytes(6).toString('hex')}`;
  await administer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`) };
}

async function administer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
