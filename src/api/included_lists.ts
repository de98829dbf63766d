/** The lists that objects show only where `expand[]` asks for them. */
import type { Kind } from '../core/kinds.js';
import type { Condition, Page, StoredRow } from '../store/port.js';
import { DEFAULT_LIMIT, type ListEnvelope, listEnvelope } from '../wire/list.js';
import type { Call } from './call.js';
import { equals } from './filters.js';
import { viewLineItems } from './views/amount_details.js';

type IncludedList = (call: Call, object: object) => Promise<ListEnvelope<object>>;

const LISTS: { readonly [kind in Kind]?: { readonly [path: string]: IncludedList } } = {
  charge: { refunds },
  payment_intent: { 'amount_details.line_items': lineItems },
};

/** The first page of the list at a path of an object that is in the answer. */
export async function includedList(call: Call, kind: Kind, path: string, object: object): Promise<object> {
  const list = LISTS[kind]?.[path];
  if (list === undefined) throw new Error(`${path} of ${kind} can be expanded, but nothing says to what`);
  return list(call, object);
}

async function lineItems(call: Call, object: object): Promise<ListEnvelope<object>> {
  const { id, amount_details } = call.documentOf('payment_intent', object);
  return viewLineItems(id, amount_details?.line_items ?? []);
}

async function refunds(call: Call, object: object): Promise<ListEnvelope<object>> {
  const { id } = call.documentOf('charge', object);
  const { items, has_more } = await newest(call, 'refund', equals('charge', id));
  return listEnvelope(
    `/v1/charges/${id}/refunds`,
    items.map((row) => call.render(row)),
    has_more,
  );
}

/** The first page of a list; in a repeated answer as it was in the first one. */
async function newest(call: Call, kind: Kind, where: readonly Condition[]): Promise<Page<StoredRow>> {
  const { replayed_at_ms: at_ms, scope, store } = call;
  if (at_ms === undefined) return store.list({ scope, kind, where, limit: DEFAULT_LIMIT });
  const then: StoredRow[] = [];
  let page = await store.list({ scope, kind, where, limit: DEFAULT_LIMIT });
  for (;;) {
    const versions = await Promise.all(page.items.map((row) => store.versionOf(scope, row.id, { at_ms })));
    // What has come since stands before what was there.
    then.push(...versions.filter((row) => row !== undefined));
    const last = page.items.at(-1);
    if (then.length > DEFAULT_LIMIT || !page.has_more || last === undefined) break;
    page = await store.list({ scope, kind, where, limit: DEFAULT_LIMIT, starting_after: last.id });
  }
  return { items: then.slice(0, DEFAULT_LIMIT), has_more: then.length > DEFAULT_LIMIT };
}
