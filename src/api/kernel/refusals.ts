/** Why nothing is searched for, or shown. */
import type { Refusal } from '../../core/kernel/refusal.js';
import { invalid } from '../../core/kernel/refusing.js';

export function noPageOfSearch(): Refusal {
  return invalid('Invalid page: it must be the next_page of an earlier page of the search.', { param: 'page' });
}

export function valueOfField(field: string, values: readonly string[]): Refusal {
  return invalid(`Field \`${field}\` can only be one of ${values.join(', ')}.`, { param: 'query' });
}

export function notKnownYet(id: string, at: number): Refusal {
  return invalid(`Daybook did not know '${id}' at ${at} yet.`, { param: 'as_of' });
}
