/**
 * Which lists read no more than they show: those that walk one index in the order in which they are wanted. All others
 * may read a whole table before the page is full, so they are not for the thread that everything else waits for.
 */
import type { Kind } from '../../core/kernel/kind.js';
import { KIND_NAMES, kindOf } from '../../core/kinds.js';
import { hasClocks } from '../list_sql.js';
import type { Condition, ListQuery } from '../port.js';
import type { Sqlite } from './binding.js';

/** People make these one by one. */
const FEW: ReadonlySet<Kind> = new Set(['api_key', 'webhook_endpoint']);

const BOUNDS: ReadonlySet<Condition['operator']> = new Set(['<', '<=', '>', '>=']);

export function quickLists(database: Sqlite): (query: ListQuery) => boolean {
  const walks = new Map(KIND_NAMES.map((kind) => [kind, walksOf(database, kindOf(kind).table)]));
  return (query) => {
    const { kind, where, any, order } = query;
    if (FEW.has(kind)) return true;
    if (any !== undefined) return false;
    const others = where.filter((condition) => !isBound(kind, condition, order?.column ?? 'id'));
    const [only, ...more] = others;
    // The table itself is in the order of ids.
    if (only === undefined && order === undefined) return true;
    if (more.length > 0 || (only !== undefined && !isEquality(only))) return false;
    const walked = [only && columnOf(only), order?.column].filter((column) => column !== undefined);
    return walks.get(kind)?.has(walked.join()) === true;
  };
}

/** The columns between the scope and the id of each index that holds all rows, or all that have a value in the first. */
function walksOf(database: Sqlite, table: string): ReadonlySet<string> {
  const indexes = database
    .prepareArrays("SELECT name, coalesce(sql, '') FROM sqlite_master WHERE type = 'index' AND tbl_name = ?")
    .all(table) as [name: string, sql: string][];
  const found = new Set<string>();
  for (const [name, sql] of indexes) {
    const columns = database.prepareValue('SELECT name FROM pragma_index_info(?) ORDER BY seqno').all(name) as string[];
    const [scope, ...others] = columns;
    // Without it the id is last, as the key of the table is; what comes after it is only there to be read.
    const end = others.indexOf('id');
    const walked = end < 0 ? others : others.slice(0, end);
    const condition = / WHERE (.*)$/s.exec(sql)?.[1];
    const is_partial = condition !== undefined && condition !== `${walked[0]} IS NOT NULL`;
    if (scope === 'scope' && !is_partial) found.add(walked.join());
  }
  return found;
}

function columnOf({ field }: Condition): string | undefined {
  return 'column' in field ? field.column : undefined;
}

function isBound(kind: Kind, condition: Condition, column: string): boolean {
  const { field, operator, negated } = condition;
  // How many are under a clock, among which it is looked for too, is not known beforehand.
  const bounded = 'shown' in field && !hasClocks(kind) ? 'id' : columnOf(condition);
  return bounded === column && BOUNDS.has(operator) && negated !== true;
}

function isEquality({ field, operator, value, ignore_case, negated }: Condition): boolean {
  return 'column' in field && operator === '=' && value !== null && ignore_case !== true && negated !== true;
}
