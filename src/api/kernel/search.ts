/** Searching: queries in Stripe's language, turned into conditions that stores understand. */
import { inTurns } from '../../app/fair_turns.js';
import { isRefusal, type Refusal } from '../../core/kernel/errors.js';
import { isIdOf } from '../../core/kernel/ids.js';
import type { Kind } from '../../core/kernel/kind.js';
import { kindOf } from '../../core/kinds.js';
import type { Condition, StoredRow } from '../../store/port.js';
import { cursorOfPage, DEFAULT_LIMIT, type SearchEnvelope, searchEnvelope } from '../../wire/list.js';
import { described, integer, required, string } from '../../wire/parameters.js';
import {
  checkSearchFields,
  parseSearchQuery,
  type SearchClause,
  type SearchFieldType,
  type SearchOperator,
} from '../../wire/search_query.js';
import type { Call } from './call.js';
import { noPageOfSearch, valueOfField } from './refusals.js';

/** For each search a query of fields that it has, which the documentation shows. */
export const EXAMPLE_QUERIES = {
  '/v1/charges/search': 'payment_method_details.card.last4:"4242" AND amount>1000',
  '/v1/customers/search': 'email:"jenny@example.com"',
  '/v1/payment_intents/search': 'status:"succeeded" AND -currency:"usd"',
  '/v1/payment_records/search': 'state:"failed" AND amount>1000',
} as const;

export function searchParameters(path: keyof typeof EXAMPLE_QUERIES) {
  return {
    query: described(required(string()), `Such as ${EXAMPLE_QUERIES[path]}.`),
    limit: integer({ minimum: 1, maximum: 100 }),
    page: described(string(), 'The next_page of the page before.'),
  };
}

/** What `expand` asks a search for, beside what it asks of the objects. */
export const TOTAL_COUNT = 'total_count';

/** What a field of the language is among the columns of the kind. */
interface SearchField {
  /** Strings are compared without regard to case, in every script; tokens are compared as they are. */
  readonly type: SearchFieldType;
  readonly column: string;
  /** Of a token: its values are kept in lower case, however they are written in a query. */
  readonly lower_case?: true;
  /** Of a token: the only values there are. */
  readonly values?: readonly string[];
  /** Of a string: how what a query says is compared, where not as it is. */
  readonly compared?: (value: string) => string;
  /** Of a token: it is true or false in a query, and 1 or 0 in the column. */
  readonly flag?: true;
}

export interface Searchable {
  readonly fields: Readonly<Record<string, SearchField>>;
  /** What must hold beside the query. */
  readonly where?: readonly Condition[];
}

/**
 * The fields of everything that can be searched. They are no columns: when it was made is told by the id or a test clock,
 * metadata has its own index.
 */
const COMMON_FIELDS = { created: 'numeric', metadata: 'string' } as const;

/** One page of what the query finds, newest first. */
export async function search(
  call: Call,
  kind: Kind,
  given: {
    readonly query: string;
    readonly limit?: number | undefined;
    readonly page?: string | undefined;
    readonly expand?: readonly string[] | undefined;
  },
  searchable: Searchable,
): Promise<SearchEnvelope<{ id: string }> | Refusal> {
  const found = conditionsOf(given.query, searchable.fields);
  if (isRefusal(found)) return found;
  const after = given.page === undefined ? undefined : cursorOfPage(given.page);
  if (after !== undefined && !isIdOf(kindOf(kind).prefix, after)) {
    return noPageOfSearch();
  }
  const matching = {
    scope: call.scope,
    kind,
    where: [...(searchable.where ?? []), ...(found.join === 'and' ? found.conditions : [])],
    ...(found.join === 'or' ? { any: found.conditions } : {}),
  };
  const page = await call.store.list({
    ...matching,
    limit: given.limit ?? DEFAULT_LIMIT,
    ...(after === undefined ? {} : { starting_after: after }),
  });
  const objects = await inTurns(page.items, (row: StoredRow) => call.rendering.render(row) as { id: string });
  const envelope = searchEnvelope(call.request.path, objects, page.has_more);
  if (given.expand?.includes(TOTAL_COUNT) !== true) return envelope;
  const [total] = await call.store.totals({ ...matching, by: [] });
  return { ...envelope, total_count: total?.count ?? 0 };
}

interface Found {
  readonly join: 'and' | 'or';
  readonly conditions: readonly Condition[];
}

/** The conditions that a query stands for, or why it cannot be answered. */
export function conditionsOf(query: string, fields: Searchable['fields']): Found | Refusal {
  const parsed = parseSearchQuery(query);
  if (isRefusal(parsed)) return parsed;
  const types = Object.fromEntries(Object.entries(fields).map(([name, { type }]) => [name, type]));
  const misfit = checkSearchFields(parsed, { ...COMMON_FIELDS, ...types });
  if (misfit !== null) return misfit;
  const conditions: Condition[] = [];
  for (const clause of parsed.clauses) {
    const condition = conditionOf(clause, fields);
    if (isRefusal(condition)) return condition;
    conditions.push(clause.negated ? { ...condition, negated: condition.negated !== true } : condition);
  }
  return { join: parsed.join, conditions };
}

/** The condition of a clause, its negation left aside. */
function conditionOf(clause: SearchClause, fields: Searchable['fields']): Condition | Refusal {
  const { key, operator, value } = clause;
  if (key !== undefined) {
    const field = { metadata: key };
    return value === null ? absent(field) : textCondition(field, operator, value);
  }
  const declared = fields[clause.field];
  if (declared === undefined) return numericCondition({ shown: 'created' }, operator, Number(value));
  const field = { column: declared.column };
  if (value === null) return absent(field);
  if (declared.type === 'string') return textCondition(field, operator, declared.compared?.(value) ?? value);
  if (declared.type === 'numeric') return numericCondition(field, operator, Number(value));
  const token = declared.lower_case === true || declared.flag === true ? value.toLowerCase() : value;
  const values = declared.flag === true ? ['true', 'false'] : declared.values;
  if (values !== undefined && !values.includes(token)) {
    return valueOfField(clause.field, values);
  }
  return { field, operator: '=', value: declared.flag === true ? Number(token === 'true') : token };
}

type Comparison = Exclude<SearchOperator, ':' | '~'>;

function numericCondition(field: Condition['field'], operator: SearchOperator, value: number): Condition {
  return { field, operator: operator === ':' ? '=' : (operator as Comparison), value };
}

function absent(field: Condition['field']): Condition {
  return { field, operator: 'present', value: null, negated: true };
}

function textCondition(field: Condition['field'], operator: SearchOperator, value: string): Condition {
  if (operator === '~') return { field, operator: 'contains', value };
  // Where no letter has a case, the comparison can use an index.
  const has_case = value.toUpperCase() !== value || value.toLowerCase() !== value;
  return { field, operator: '=', value, ...(has_case ? { ignore_case: true } : {}) };
}
