/** How everything looks that the API answers with, as the rooms declare it: given to whoever renders. */
import type { Document, Kind } from '../core/kernel/kind.js';
import { KIND_NAMES } from '../core/kinds.js';
import type { Expandable, Filled } from '../wire/expand_routes.js';
import { BILLING_OBJECTS } from './billing/registry.js';
import type { ShownObject } from './kernel/shown_object.js';
import { STRIPE_EXPANDABLES } from './kernel/stripe_expandables.js';
import type { ViewContext } from './kernel/view_context.js';
import type { Views } from './kernel/views.js';
import { PAYMENT_LISTS } from './payments/included_lists.js';
import { expandableByPublishable, visibleToPublishable } from './payments/publishable.js';
import { PAYMENTS_OBJECTS } from './payments/registry.js';
import { PLATFORM_OBJECTS } from './platform/registry.js';

type Shown = { readonly [K in Kind]?: ShownObject<K> };

/** Kinds that are not here are internal: no operation answers with them. */
export const SHOWN_KINDS = { ...BILLING_OBJECTS, ...PAYMENTS_OBJECTS, ...PLATFORM_OBJECTS } satisfies Shown;

function shownOf(kind: Kind): ShownObject<Kind> | undefined {
  return (SHOWN_KINDS as Shown)[kind] as ShownObject<Kind> | undefined;
}

export const VIEWED_KINDS = KIND_NAMES.filter((kind) => shownOf(kind) !== undefined);

const FILLED: Filled = Object.fromEntries(
  VIEWED_KINDS.flatMap((kind) => {
    const filled = shownOf(kind)?.filled;
    return filled === undefined ? [] : [[kind, filled]];
  }),
);

/** What is put in place of ids, and everything else that Stripe's clients may ask for: nothing is there to put in, or it is there anyhow. */
export const EXPANDABLE: Expandable = { filled: FILLED, declared: STRIPE_EXPANDABLES };

function render(kind: Kind, document: unknown, context: ViewContext): object {
  const shown = shownOf(kind);
  if (shown === undefined) throw new Error(`${kind} has no view`);
  return context.era.turnBack(kind, shown.view(document as Document<Kind>, context), document);
}

export const SHOWN_OBJECTS: Views = {
  has: (kind) => shownOf(kind) !== undefined,
  render,
  dependsOnTime: (kind) => shownOf(kind)?.depends_on_time === true,
  expandable: EXPANDABLE,
  lists: PAYMENT_LISTS,
  publishable: { visible: visibleToPublishable, expandable: expandableByPublishable },
};
