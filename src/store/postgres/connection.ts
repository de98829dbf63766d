/** Connections to PostgreSQL: how they are set up, and what a statement sent over them may assume. */
import pg from 'pg';
import { StorageFullError, StoreUnreachableError } from '../port.js';
import { isFull, isLost } from './failures.js';

/** What differs between the servers that speak PostgreSQL's protocol. */
export interface Server {
  readonly product: 'PostgreSQL' | 'CockroachDB' | 'YugabyteDB';
  readonly has_lz4: boolean;
  /** Whether letters of every script have capitals, whatever the collation of the database is. */
  readonly has_icu: boolean;
  /** Settings with which the server may lose or damage what is stored, each with what to do, for people. */
  readonly warnings: readonly string[];
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

const CONNECT_TIMEOUT_MS = 10_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Longer than the server's own: it fires only if the server no longer answers at all. */
const ANSWER_TIMEOUT_MS = 45_000;
const READ_CONNECTIONS = 10;
/** One for commits, which go one after another, and one for what the next batch wants to know. */
const WRITE_CONNECTIONS = 2;

/** `json` stays text, and 64-bit integers become numbers: everything counted here stays below 2^53. */
const TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    if (oid === pg.types.builtins.INT8) return Number;
    if (oid === pg.types.builtins.JSON || oid === pg.types.builtins.JSONB) return String;
    return pg.types.getTypeParser(oid, format as 'text');
  },
} as pg.CustomTypesConfig;

export function clientConfig(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'daybook',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
    keepAlive: true,
    types: TYPES,
  };
}

/**
 * Settings are sent as statements, since connection poolers refuse most of them at connect. Every question has an index
 * and is answered a page at a time: a plan made when a table was empty must not scan it when it is full, and none is
 * worth compiling.
 */
function readSettings(server: Server): readonly string[] {
  const settings = [`SET statement_timeout = ${STATEMENT_TIMEOUT_MS}`];
  if (server.product !== 'CockroachDB') settings.push('SET enable_seqscan = off', 'SET jit = off');
  if (server.product === 'PostgreSQL') settings.push(`SELECT ${flushedCommits('session')}`);
  return settings;
}

/**
 * An expression that makes commits wait until they are on disk, for the session or for the transaction that it is in:
 * roles and databases can be set not to, and would lose what was answered. What waits for standbys too is left as it is.
 */
export function flushedCommits(reach: 'session' | 'transaction'): string {
  const set = `set_config('synchronous_commit', 'on', ${reach === 'transaction'})`;
  return `CASE WHEN current_setting('synchronous_commit') <> 'remote_apply' THEN ${set} END`;
}

function writeSettings(server: Server): readonly string[] {
  const settings = [...readSettings(server)];
  if (server.product === 'CockroachDB') {
    // One statement inserts new rows and updates others of the same table.
    settings.push('SET enable_multiple_modifications_of_table = on');
  }
  if (server.has_lz4) settings.push("SET default_toast_compression = 'lz4'");
  return settings;
}

function openPool(url: string, settings: readonly string[], config: pg.PoolConfig): pg.Pool {
  const pool = new pg.Pool({
    ...clientConfig(url),
    ...config,
    idleTimeoutMillis: 60_000,
    onConnect: async (client) => {
      for (const setting of settings) await client.query(setting);
    },
  });
  // A connection that breaks fails the statement on it, if there is one, and is replaced when the next one is asked for;
  // an error event that nobody listens to would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

export function openReadPool(url: string, server: Server): pg.Pool {
  return openPool(url, readSettings(server), { max: READ_CONNECTIONS });
}

export function openWritePool(url: string, server: Server): pg.Pool {
  return openPool(url, writeSettings(server), { max: WRITE_CONNECTIONS });
}

/** One connection, on which counting a large table may take as long as it takes, and others wait for it. */
export function openRepairPool(url: string, server: Server): pg.Pool {
  const config = { max: 1, query_timeout: 0, connectionTimeoutMillis: 0 };
  return openPool(url, [...writeSettings(server), 'SET statement_timeout = 0'], config);
}

const names = new Map<string, string>();
/** Each kept plan costs the server memory on each connection. */
const MAXIMUM_PREPARED = 200;

/** Statements of the same shape share a name, and with it the server's parsed and planned form. */
function named({ text, values }: Statement): pg.QueryConfig {
  const known = names.get(text);
  if (known !== undefined) return { name: known, text, values: values as unknown[] };
  if (names.size >= MAXIMUM_PREPARED) return { text, values: values as unknown[] };
  const name = `daybook_${names.size + 1}`;
  names.set(text, name);
  return { name, text, values: values as unknown[] };
}

/** Sends one statement; a connection that turns out to be gone does not return to the pool. */
export async function send<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  statement: Statement,
  onConnected?: () => void,
): Promise<Row[]> {
  const client = await pool.connect().catch((error) => {
    throw unreachableOr(error);
  });
  onConnected?.();
  try {
    const { rows } = await client.query<Row>(named(statement));
    client.release();
    return rows;
  } catch (error) {
    client.release(isLost(error));
    if (isFull(error)) throw new StorageFullError((error as Error).message, { cause: error });
    throw unreachableOr(error);
  }
}

function unreachableOr(error: unknown): unknown {
  return isLost(error) ? new StoreUnreachableError((error as Error).message, { cause: error }) : error;
}

/** For statements that change nothing: sent once more if the connection was lost. */
export async function read<Row extends pg.QueryResultRow>(
  pool: pg.Pool,
  text: string,
  values: readonly unknown[],
): Promise<Row[]> {
  try {
    return await send<Row>(pool, { text, values });
  } catch (error) {
    if (!isLost(error)) throw error;
    return await send<Row>(pool, { text, values });
  }
}
