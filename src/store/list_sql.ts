/** Lists and searches as SQL. The engines differ in placeholders and in a few functions, and those are data here. */
import { idBoundary } from '../core/kernel/ids.js';
import type { Kind } from '../core/kernel/kind.js';
import { KINDS, kindOf } from '../core/kinds.js';
import type { Condition, ListQuery } from './port.js';

/** What becomes of the capital I with a dot above: a letter, and a mark. */
export const CAPITAL_WITH_DOT = 'I\u0307';

export interface Dialect {
  /** The nth placeholder, from 1. */
  readonly placeholder: (index: number) => string;
  /** The text of a column as it is however its letters are written, in every script. */
  readonly folded: (column: string) => string;
  /** The same of a placeholder. */
  readonly foldedValue: (placeholder: string) => string;
  /** The function that tells where in its first argument its second begins, or 0. */
  readonly position_of: string;
}

export interface Sql {
  readonly text: string;
  readonly values: readonly (string | number)[];
}

/**
 * Selects `id, version, document`, one row more than the limit, to tell whether there are more. Ids are chosen first,
 * from an index where one covers the conditions; documents are read only for what the page shows.
 */
export function listSql(query: ListQuery, dialect: Dialect): Sql {
  const { values, bind } = binder(dialect);
  const { table } = kindOf(query.kind);
  const order = orderSql(query);
  const select = `SELECT id, version, document FROM ${table} WHERE scope = `;
  // The table itself is in the order of ids: without further conditions the page is read straight from it.
  if (query.where.length === 0 && query.any === undefined && query.order === undefined) {
    const from = `${select}${bind(query.scope)}${cursorSql(query, bind)}`;
    return { text: `${from} ORDER BY ${order} LIMIT ${bind(query.limit + 1)}`, values };
  }
  // Values are bound in the order in which the text names them. The plus keeps an engine from walking through the whole
  // index of that order to find the few ids that were chosen.
  const scope = bind(query.scope);
  const chosen = chosenSql(query, bind, dialect);
  const limit = chosen.are_too_many ? ` LIMIT ${bind(query.limit + 1)}` : '';
  const outer = `${query.order === undefined ? '' : '+'}${order}`;
  return { text: `${select}${scope} AND id IN (${chosen.text}) ORDER BY ${outer}${limit}`, values };
}

interface Chosen {
  readonly text: string;
  readonly are_too_many: boolean;
}

/** The ids of the page, or those among which its own are the first. */
function chosenSql(query: ListQuery, bind: Bind, dialect: Dialect): Chosen {
  const { table } = kindOf(query.kind);
  const [created, others] = partition(query.where, isOfCreation);
  const idsSql = (more: () => readonly string[]): string => {
    const conditions = [`scope = ${bind(query.scope)}${cursorSql(query, bind)}`];
    for (const condition of others) conditions.push(conditionSql(query, condition, bind, dialect));
    conditions.push(...anySql(query, bind, dialect), ...more());
    return `SELECT id FROM ${table} WHERE ${conditions.join(' AND ')}`;
  };
  const pageSql = (more: () => readonly string[]) =>
    `${idsSql(more)} ORDER BY ${orderSql(query)} LIMIT ${bind(query.limit + 1)}`;
  const byId = () => created.map((condition) => idSql(query, condition, bind));
  if (created.length === 0 || !hasClocks(query.kind)) return { text: pageSql(byId), are_too_many: false };
  // Of most objects the id says when they were made, and its order is that of the page. Those under a test clock are
  // few, and have an index of their own: together in one condition, neither would be used.
  const underClock = () => `SELECT id FROM ${table} WHERE scope = ${bind(query.scope)} AND ${CLOCK_COLUMN} IS NOT NULL`;
  const byClock = () => created.map((condition) => ` AND ${comparisonSql(CLOCK_COLUMN, condition, bind, dialect)}`);
  const by_id = pageSql(() => [...byId(), `id NOT IN (${underClock()})`]);
  const by_clock = idsSql(() => [`id IN (${underClock()}${byClock().join('')})`]);
  return { text: `SELECT id FROM (${by_id}) AS by_id UNION ALL ${by_clock}`, are_too_many: true };
}

function orderSql(query: ListQuery): string {
  const direction = isBackwards(query) ? 'ASC' : 'DESC';
  const columns = query.order === undefined ? ['id'] : [checkedColumn(query, query.order.column), 'id'];
  return columns.map((column) => `${column} ${direction}`).join(', ');
}

/** A page before a cursor is read oldest first and turned round. */
export function isBackwards(query: { readonly ending_before?: unknown }): boolean {
  return query.ending_before !== undefined;
}

/** Makes a page, newest first, of rows read in the query's direction with one row too many. */
export function pageOf<T>(rows: readonly T[], query: { readonly limit: number; readonly ending_before?: unknown }) {
  const items = rows.slice(0, query.limit);
  return { items: isBackwards(query) ? items.reverse() : items, has_more: rows.length > query.limit };
}

type Bind = (value: string | number) => string;

/** Collects the values of a statement in the order in which its text names them. */
export function binder({ placeholder }: Dialect): { readonly values: (string | number)[]; readonly bind: Bind } {
  const values: (string | number)[] = [];
  return { values, bind: (value) => placeholder(values.push(value)) };
}

/** Where a condition is asked. */
type Asked = Pick<ListQuery, 'scope' | 'kind'>;

function cursorSql(query: ListQuery, bind: Bind): string {
  const beyond = (comparison: '<' | '>', id: string): string => {
    if (query.order === undefined) return ` AND id ${comparison} ${bind(id)}`;
    const { column, cursor } = query.order;
    if (cursor === undefined) throw new Error(`nothing is said of where ${id} stands in the order of ${column}`);
    return ` AND (${checkedColumn(query, column)}, id) ${comparison} (${bind(cursor)}, ${bind(id)})`;
  };
  const after = query.starting_after === undefined ? '' : beyond('<', query.starting_after);
  const before = query.ending_before === undefined ? '' : beyond('>', query.ending_before);
  return after + before;
}

/** The condition that one of some holds; none where there are none. */
export function anySql(query: Asked & Pick<ListQuery, 'any'>, bind: Bind, dialect: Dialect): string[] {
  if (query.any === undefined || query.any.length === 0) return [];
  return [`(${query.any.map((condition) => conditionSql(query, condition, bind, dialect)).join(' OR ')})`];
}

export function conditionSql(query: Asked, condition: Condition, bind: Bind, dialect: Dialect): string {
  const { field } = condition;
  const positive =
    'column' in field
      ? columnSql(query, field.column, condition, bind, dialect)
      : 'shown' in field
        ? createdSql(query, condition, bind, dialect)
        : metadataSql(query, field.metadata, condition, bind, dialect);
  // A comparison with an absent value is unknown in SQL; its negation must hold all the same.
  return condition.negated === true ? `NOT coalesce(${positive}, FALSE)` : positive;
}

function columnSql(query: Asked, column: string, condition: Condition, bind: Bind, dialect: Dialect): string {
  return comparisonSql(checkedColumn(query, column), condition, bind, dialect);
}

/** Names go into the text of statements: they must be columns. */
function checkedColumn(query: Asked, column: string): string {
  if (column !== 'id' && !(column in KINDS[query.kind].columns))
    throw new Error(`${query.kind} has no column ${column}`);
  return column;
}

/** Where an object under a test clock says when it was made; kinds without it live by the machine's time. */
const CLOCK_COLUMN = 'created_on_clock';

/** Whether objects of the kind can live by the time of a test clock. */
export function hasClocks(kind: Kind): boolean {
  return CLOCK_COLUMN in KINDS[kind].columns;
}

function isOfCreation({ field, negated }: Condition): boolean {
  return 'shown' in field && negated !== true;
}

function partition<T>(items: readonly T[], belongs: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(belongs), items.filter((item) => !belongs(item))];
}

/** When an object was made, as it shows, anywhere in a query. */
function createdSql(query: Asked, condition: Condition, bind: Bind, dialect: Dialect): string {
  const by_id = idSql(query, condition, bind);
  if (!hasClocks(query.kind)) return by_id;
  const by_clock = comparisonSql(CLOCK_COLUMN, condition, bind, dialect);
  return `CASE WHEN ${CLOCK_COLUMN} IS NULL THEN ${by_id} ELSE ${by_clock} END`;
}

/** Ids begin with the time: a moment is a boundary of ids. */
function idSql({ kind }: Asked, { operator, value }: Condition, bind: Bind): string {
  const seconds = Number(value);
  const from = (moment: number) => `id >= ${bind(idBoundary(kindOf(kind).prefix, moment))}`;
  const below = (moment: number) => `id < ${bind(idBoundary(kindOf(kind).prefix, moment))}`;
  switch (operator) {
    case '>':
      return from(seconds + 1);
    case '>=':
      return from(seconds);
    case '<':
      return below(seconds);
    case '<=':
      return below(seconds + 1);
    case '=':
      return `(${from(seconds)} AND ${below(seconds + 1)})`;
    default:
      throw new Error(`a moment is not compared by ${operator}`);
  }
}

function metadataSql(query: Asked, key: string, condition: Condition, bind: Bind, dialect: Dialect): string {
  const matching = `SELECT id FROM metadata_index WHERE scope = ${bind(query.scope)} AND kind = ${bind(query.kind)} AND key = ${bind(key)}`;
  const comparison = condition.operator === 'present' ? '' : ` AND ${comparisonSql('value', condition, bind, dialect)}`;
  return `id IN (${matching}${comparison})`;
}

function comparisonSql(column: string, condition: Condition, bind: Bind, dialect: Dialect): string {
  const { operator, value } = condition;
  if (operator === 'in') {
    if (condition.values === undefined) throw new Error(`nothing is said of what ${column} can be`);
    // No value is in a list of none, which SQL has no words for.
    return condition.values.length === 0 ? 'FALSE' : `${column} IN (${condition.values.map(bind).join(', ')})`;
  }
  if (operator === 'present' || value === null) return `${column} IS NOT NULL`;
  const { folded, foldedValue, position_of } = dialect;
  if (operator === 'contains') return `${position_of}(${folded(column)}, ${foldedValue(bind(value))}) > 0`;
  if (operator === '=' && condition.ignore_case === true) return `${folded(column)} = ${foldedValue(bind(value))}`;
  return `${column} ${operator} ${bind(value)}`;
}
