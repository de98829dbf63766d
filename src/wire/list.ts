/** Pages: their parameters, and the envelope they are answered in. */
import { errors, type Refusal } from '../core/kernel/errors.js';
import { described, integer, string } from './parameters.js';

export const DEFAULT_LIMIT = 10;

/** The parameters of every list that can be walked both ways. */
export const paging = {
  limit: described(integer({ minimum: 1, maximum: 100 }), `How many at most; ${DEFAULT_LIMIT} if left out.`),
  starting_after: described(string({ maximum_length: 255 }), 'An id: the page begins right after this object.'),
  ending_before: described(string({ maximum_length: 255 }), 'An id: the page ends right before this object.'),
};

/** The two cursors exclude each other. */
export function checkCursors(cursors: {
  readonly starting_after?: string | undefined;
  readonly ending_before?: string | undefined;
}): Refusal | undefined {
  return cursors.starting_after !== undefined && cursors.ending_before !== undefined ? errors.bothCursors() : undefined;
}

export interface ListEnvelope<T> {
  readonly object: 'list';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly url: string;
}

export function listEnvelope<T>(url: string, data: readonly T[], has_more: boolean): ListEnvelope<T> {
  return { object: 'list', data, has_more, url };
}

/** How many levels deep in a list its objects are. */
export const LIST_LEVELS = 2;

/** The same envelope as text, around objects that are text already, indented by LIST_LEVELS. */
export function listText(url: string, texts: readonly string[], has_more: boolean): string {
  const data = texts.length === 0 ? '[]' : `[\n    ${texts.join(',\n    ')}\n  ]`;
  return `{\n  "object": "list",\n  "data": ${data},\n  "has_more": ${has_more},\n  "url": ${JSON.stringify(url)}\n}`;
}

export interface SearchEnvelope<T> {
  readonly object: 'search_result';
  readonly data: readonly T[];
  readonly has_more: boolean;
  readonly next_page: string | null;
  readonly url: string;
  /** How many there are in all, where that was asked for. */
  readonly total_count?: number;
}

/** Pages of a search are named by the last object on them, in a form that invites nobody to make one up. */
export function searchEnvelope<T extends { readonly id: string }>(
  url: string,
  data: readonly T[],
  has_more: boolean,
): SearchEnvelope<T> {
  const last = data.at(-1);
  const next_page = has_more && last !== undefined ? Buffer.from(last.id).toString('base64url') : null;
  return { object: 'search_result', data, has_more, next_page, url };
}

export function cursorOfPage(page: string): string {
  return Buffer.from(page, 'base64url').toString('utf8');
}
