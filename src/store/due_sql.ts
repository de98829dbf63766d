/** What falls due next, as SQL: read in order from the index of the column `due_at`, and from nothing else. */
import type { Kind } from '../core/kernel/kind.js';
import { kindOf } from '../core/kinds.js';
import type { Sql } from './list_sql.js';
import type { DueQuery } from './port.js';

export function dueSql({ scope, kind, after, limit }: DueQuery, placeholder: (index: number) => string): Sql {
  if (!hasDueTimes(kind)) throw new Error(`${kind} has no column due_at`);
  const [first, second, third, fourth] = [1, 2, 3, 4].map(placeholder);
  return {
    text:
      `SELECT id, due_at FROM ${kindOf(kind).table} WHERE scope = ${first} AND due_at IS NOT NULL` +
      ` AND (due_at, id) > (${second}, ${third}) ORDER BY due_at, id LIMIT ${fourth}`,
    values: [scope, after?.due_at ?? -1, after?.id ?? '', limit],
  };
}

function hasDueTimes(kind: Kind): boolean {
  return 'due_at' in kindOf(kind).columns;
}
