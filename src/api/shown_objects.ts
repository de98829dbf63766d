/** How everything looks that the API answers with, given to whoever renders it. */
import type { Views } from './kernel/views.js';
import { PAYMENT_LISTS } from './payments/included_lists.js';
import { expandableByPublishable, visibleToPublishable } from './payments/publishable.js';
import { dependsOnTime, EXPANDABLE, render, VIEWED_KINDS } from './views.js';

const VIEWED: ReadonlySet<string> = new Set(VIEWED_KINDS);

export const SHOWN_OBJECTS: Views = {
  has: (kind) => VIEWED.has(kind),
  render,
  dependsOnTime,
  expandable: EXPANDABLE,
  lists: PAYMENT_LISTS,
  publishable: { visible: visibleToPublishable, expandable: expandableByPublishable },
};
