/** The log of requests in PostgreSQL. */
import type pg from 'pg';
import { type Dialect, pageOf } from '../list_sql.js';
import type { LoggedRequest, RequestLogStore } from '../request_log_port.js';
import { REQUEST_LOG_COLUMNS, requestLogListSql } from '../request_log_sql.js';
import { read } from './connection.js';

type Row = { [K in keyof LoggedRequest]: LoggedRequest[K] };

const COLUMNS = REQUEST_LOG_COLUMNS.join(', ');
const TYPES = { scope: 'integer', status: 'integer', details: 'json' } as Readonly<Record<string, string | undefined>>;

/** On the pool for reading, so that no commit waits for a connection. Repeating a statement does no harm. */
export function postgresRequestLog(pool: pg.Pool, dialect: Dialect): RequestLogStore {
  return {
    async list(query) {
      const { text, values } = requestLogListSql(query, dialect);
      return pageOf(await read<Row>(pool, text, values), query);
    },
    async get(scope, id) {
      const [row] = await read<Row>(pool, `SELECT ${COLUMNS} FROM request_logs WHERE scope = $1 AND id = $2`, [
        scope,
        id,
      ]);
      return row;
    },
    async write(requests) {
      const arrays = REQUEST_LOG_COLUMNS.map((name, index) => `$${index + 1}::${TYPES[name] ?? 'text'}[]`);
      await read(
        pool,
        `INSERT INTO request_logs (${COLUMNS}) SELECT * FROM unnest(${arrays.join(', ')}) ON CONFLICT DO NOTHING`,
        REQUEST_LOG_COLUMNS.map((name) => requests.map((request) => request[name])),
      );
    },
    async prune(scope, below, limit) {
      const rows = await read(
        pool,
        `DELETE FROM request_logs WHERE scope = $1 AND id IN (
           SELECT id FROM request_logs WHERE scope = $1 AND id < $2 ORDER BY id LIMIT $3) RETURNING 1`,
        [scope, below, limit],
      );
      return rows.length;
    },
  };
}
