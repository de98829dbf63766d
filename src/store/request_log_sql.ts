/** The log of requests as SQL. */
import { binder, type Dialect, isBackwards, type Sql } from './list_sql.js';
import type { RequestLogQuery } from './request_log_port.js';

export const REQUEST_LOG_COLUMNS = ['scope', 'id', 'method', 'path', 'status', 'key', 'details'] as const;

/**
 * One row more than the limit, to tell whether there are more. As in lists of objects, ids are chosen first, from an
 * index that covers the conditions. Classes are written as numbers, since only so a database sees that its index of
 * refused requests will do.
 */
export function requestLogListSql(query: RequestLogQuery, dialect: Dialect): Sql {
  const { values, bind } = binder(dialect);
  const direction = isBackwards(query) ? 'ASC' : 'DESC';
  const scope = bind(query.scope);
  const conditions = [`scope = ${bind(query.scope)}`];
  const add = (comparison: string, value: string | undefined): void => {
    if (value !== undefined) conditions.push(`${comparison} ${bind(value)}`);
  };
  add('id >=', query.from);
  add('id <', query.below);
  add('id <', query.starting_after);
  add('id >', query.ending_before);
  add('method =', query.method);
  add('key =', query.key);
  if (query.path !== undefined) {
    conditions.push(`substr(path, 1, ${[...query.path].length}) = ${bind(query.path)}`);
  }
  if (query.about !== undefined) {
    const { requests, objects } = query.about;
    const by_id = requests.length === 0 ? [] : [`id IN (${requests.map(bind).join(', ')})`];
    const by_path = objects.map((id) => `${dialect.position_of}(path || '/', ${bind(`/${id}/`)}) > 0`);
    conditions.push(`(${[...by_id, ...by_path].join(' OR ') || 'FALSE'})`);
  }
  if (query.status_class !== undefined) {
    const from = query.status_class * 100;
    if (from >= 400) conditions.push('status >= 400');
    conditions.push(`status >= ${from} AND status < ${from + 100}`);
  }
  return {
    text:
      `SELECT ${REQUEST_LOG_COLUMNS.join(', ')} FROM request_logs WHERE scope = ${scope} AND id IN (` +
      `SELECT id FROM request_logs WHERE ${conditions.join(' AND ')} ORDER BY id ${direction} LIMIT ${bind(query.limit + 1)}` +
      `) ORDER BY id ${direction}`,
    values,
  };
}
