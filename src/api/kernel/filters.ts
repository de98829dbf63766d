/** Parameters of lists as conditions that stores understand. */
import type { Condition } from '../../store/port.js';
import { described, enumeration, type Range, range } from '../../wire/parameters.js';

/** When an object was made, as it shows: by its test clock where it has one. */
export function createdBetween(range: Range | undefined): Condition[] {
  return within({ shown: 'created' }, range);
}

/** A column of numbers between bounds. */
export function between(column: string, range: Range | undefined): Condition[] {
  return within({ column }, range);
}

function within(field: Condition['field'], range: Range | undefined): Condition[] {
  const bounds = [
    ['>', range?.gt],
    ['>=', range?.gte],
    ['<', range?.lt],
    ['<=', range?.lte],
  ] as const;
  return bounds.flatMap(([operator, value]) => (value === undefined ? [] : [{ field, operator, value }]));
}

/** For lists of what happened at one time and was recorded at another. */
export function happened_filters(objects: string) {
  return {
    happened: described(
      range(),
      `Extension: only ${objects} that happened in these seconds, whenever they were recorded.`,
    ),
    order_by: described(
      enumeration(['happened', 'recorded']),
      'Extension: newest first by when they happened, or by when they were recorded (`created`). If left out, by `happened` where one of these times is filtered by, and by `recorded` otherwise.',
    ),
  };
}

interface Order {
  readonly happened?: object | undefined;
  readonly outcome_happened?: object | undefined;
  readonly order_by?: 'happened' | 'recorded' | undefined;
}

/** Where `happened` is a column. What lies in a stretch of time is found fastest in the order of that time. */
export function orderOf({ happened, outcome_happened, order_by }: Order): { readonly order?: 'happened' } {
  const by = order_by ?? (happened === undefined && outcome_happened === undefined ? 'recorded' : 'happened');
  return by === 'happened' ? { order: by } : {};
}

/** A column that must equal a value, where the caller gave one. */
export function equals(column: string, value: string | undefined): Condition[] {
  return value === undefined ? [] : [{ field: { column }, operator: '=', value }];
}

/** A column that is 1 where something is so, and 0 where it is not. */
export function isSo(column: string, value: boolean | undefined): Condition[] {
  return value === undefined ? [] : [{ field: { column }, operator: '=', value: value ? 1 : 0 }];
}

/** A column that must equal one of some values, where the caller gave any. */
export function oneOf(column: string, values: readonly string[] | undefined): Condition[] {
  if (values === undefined) return [];
  // One value is found by its index alone.
  if (values.length === 1) return equals(column, values[0]);
  return [{ field: { column }, operator: 'in', value: null, values }];
}

/** How such filters are described. */
export const NEVER = 'Finds nothing: no object has it.';

/** No object has what Stripe's filter asks for: where it is given, nothing is found. */
export function nothingWith(value: unknown): Condition[] {
  return value === undefined || value === false
    ? []
    : [{ field: { column: 'id' }, operator: 'in', value: null, values: [] }];
}
