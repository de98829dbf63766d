/** The log of requests in SQLite. */
import { pageOf } from '../list_sql.js';
import type { LoggedRequest, RequestLogStore } from '../request_log_port.js';
import { REQUEST_LOG_COLUMNS, requestLogListSql } from '../request_log_sql.js';
import type { Sqlite } from './binding.js';
import { DIALECT } from './reader.js';

/** In one transaction: the writer of payments waits for no longer than these take. */
const WRITTEN_AT_ONCE = 100;

export function sqliteRequestLog(database: Sqlite): RequestLogStore {
  const columns = REQUEST_LOG_COLUMNS.join(', ');
  const one = database.prepare(`SELECT ${columns} FROM request_logs WHERE scope = ? AND id = ?`);
  const insert = database.prepare(
    `INSERT OR IGNORE INTO request_logs (${columns}) VALUES (${REQUEST_LOG_COLUMNS.map(() => '?').join(', ')})`,
  );
  const prune = database.prepare(
    `DELETE FROM request_logs WHERE scope = ? AND id IN (
       SELECT id FROM request_logs WHERE scope = ? AND id < ? ORDER BY id LIMIT ?)`,
  );
  return {
    async list(query) {
      const { text, values } = requestLogListSql(query, DIALECT);
      const rows = database.prepare(text).all(...values) as LoggedRequest[];
      return pageOf(rows.map(plain), query);
    },
    async get(scope, id) {
      const row = one.get(scope, id) as LoggedRequest | undefined;
      return row && plain(row);
    },
    async write(requests) {
      for (let first = 0; first < requests.length; first += WRITTEN_AT_ONCE) {
        database.transaction(() => {
          for (const request of requests.slice(first, first + WRITTEN_AT_ONCE)) {
            insert.run(...REQUEST_LOG_COLUMNS.map((name) => request[name]));
          }
        });
      }
    },
    async prune(scope, below, limit) {
      return prune.run(scope, scope, below, limit).changes;
    },
  };
}

/** SQLite's rows have no prototype; the port speaks of ordinary objects. */
function plain(row: LoggedRequest): LoggedRequest {
  return { ...row };
}
