/** How objects look on the wire, as the rooms declare it: put together at the root, and given to whoever shows them. */
import type { Kind } from '../../core/kernel/kind.js';
import type { Expandable } from '../../wire/expand_routes.js';
import type { IncludedLists } from './included_lists.js';
import type { ViewContext } from './view_context.js';

export interface Views {
  /** Kinds without a view are internal: no operation answers with them. */
  has(kind: Kind): boolean;
  render(kind: Kind, document: unknown, context: ViewContext): object;
  /** Whether objects of the kind look different as time goes by, though they do not change. */
  dependsOnTime(kind: Kind): boolean;
  /** Where the paths of `expand[]` lead. */
  readonly expandable: Expandable;
  readonly lists: IncludedLists;
  /** What is left of a rendered object, and of the paths, where a publishable key asks. */
  readonly publishable: {
    visible(object: object): object;
    expandable(expandable: Expandable): Expandable;
  };
}
