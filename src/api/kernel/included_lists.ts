/** The lists in objects: those that `expand[]` asks for, and those that older API versions hold anyhow. */
import type { Document, Kind } from '../../core/kernel/kind.js';
import type { Scope } from '../../store/page.js';
import type { Condition, Reader, StoredRow } from '../../store/port.js';
import { DEFAULT_LIMIT, type ListEnvelope, listEnvelope } from '../../wire/list.js';
import { viewLineItems } from '../payments/payment_intent/amount_details_view.js';
import { sameReference, sameReferencePath } from '../payments/payment_record/same_reference.js';
import type { Access } from './access.js';
import { equals } from './filters.js';
import type { Era } from './versions/era.js';
import { asRefund } from './versions/released_hold.js';

/** Where what is in the lists is read, and at which moment it is looked at. */
export interface ListSource {
  readonly store: Reader;
  readonly scope: Scope;
  readonly era: Era;
  readonly access: Access;
  render(row: StoredRow): object;
  /** A row as it was at the moment that is shown, or undefined if it was not there yet; absent where that is now. */
  readonly then: ((row: StoredRow) => Promise<StoredRow | undefined>) | undefined;
}

/** Rows that are read at once where all of them are looked at. */
const PAGE = 100;

type IncludedList = (source: ListSource, document: unknown) => Promise<ListEnvelope<object> | null | undefined>;

const LISTS: { readonly [kind in Kind]?: { readonly [path: string]: IncludedList } } = {
  charge: { refunds: (source, charge) => refundsOf(source, charge as Document<'charge'>) },
  // Cards are payment methods here, and nothing is subscribed to: customers have none of these.
  customer: {
    cash_balance: async (_source, customer) => ((customer as Document<'customer'>).deleted === true ? undefined : null),
    sources: (_source, customer) => none(customer as Document<'customer'>, 'sources'),
    subscriptions: (_source, customer) => none(customer as Document<'customer'>, 'subscriptions'),
    tax_ids: (_source, customer) => none(customer as Document<'customer'>, 'tax_ids'),
  },
  payment_intent: {
    charges: (source, intent) => chargesOf(source, intent as Document<'payment_intent'>),
    'amount_details.line_items': (_source, intent) => lineItemsOf(intent as Document<'payment_intent'>),
  },
  payment_record: { same_reference: (source, record) => othersOf(source, record as Document<'payment_record'>) },
};

/** The first page of the list at a path of an object, by what the object was rendered from. */
export async function includedList(source: ListSource, kind: Kind, path: string, document: unknown) {
  const list = LISTS[kind]?.[path];
  if (list === undefined) throw new Error(`${path} of ${kind} can be expanded, but nothing says to what`);
  return list(source, document);
}

/** Puts the lists into an object that its version holds, and into the objects in them. */
export async function putInLists(source: ListSource, kind: Kind, shown: object, document: unknown): Promise<void> {
  const members = shown as { [member: string]: unknown };
  for (const { member, list_of } of source.era.listsOf(kind)) {
    // A key that may not read what would be in it is shown none.
    if (source.access.mayRead(list_of)) members[member] ??= await includedList(source, kind, member, document);
  }
}

async function none({ id, deleted }: Document<'customer'>, name: string) {
  return deleted === true ? undefined : listEnvelope(`/v1/customers/${id}/${name}`, [], false);
}

async function lineItemsOf({ id, amount_details }: Document<'payment_intent'>) {
  return viewLineItems(id, amount_details?.line_items ?? []);
}

async function refundsOf(source: ListSource, charge: Document<'charge'>) {
  const of_hold = source.era.refunds_holds ? asRefund(charge) : undefined;
  const rows =
    of_hold === undefined
      ? await newest(source, 'refund', equals('charge', charge.id))
      : { items: [of_hold], total_count: 1 };
  return page(source, `/v1/charges/${charge.id}/refunds`, rows, source.era.listsOf('charge').length > 0);
}

async function chargesOf(source: ListSource, intent: Document<'payment_intent'>) {
  const rows = await newest(source, 'charge', equals('payment_intent', intent.id));
  return page(source, `/v1/charges?payment_intent=${intent.id}`, rows, true);
}

async function othersOf(source: ListSource, record: Document<'payment_record'>) {
  return page(
    source,
    sameReferencePath(record.id),
    await newest(source, 'payment_record', sameReference(record)),
    false,
  );
}

interface Rows {
  readonly items: readonly StoredRow[];
  readonly total_count: number;
}

/** Lists that are held without being asked for say how many there are. */
async function page(source: ListSource, url: string, { items, total_count }: Rows, is_counted: boolean) {
  const shown = await Promise.all(
    items.map(async (row) => {
      const object = source.render(row);
      await putInLists(source, row.kind, object, JSON.parse(row.document));
      return object;
    }),
  );
  const envelope = listEnvelope(url, shown, total_count > items.length);
  return is_counted ? { ...envelope, total_count } : envelope;
}

/** The first page, and how many there are in all: at the moment that is shown. */
async function newest({ store, scope, then }: ListSource, kind: Kind, where: readonly Condition[]): Promise<Rows> {
  if (then === undefined) {
    const { items, has_more } = await store.list({ scope, kind, where, limit: DEFAULT_LIMIT });
    const [total] = has_more ? await store.totals({ scope, kind, by: [], where }) : [];
    return { items, total_count: total?.count ?? items.length };
  }
  const all: StoredRow[] = [];
  let after: { starting_after?: string } = {};
  for (;;) {
    const { items, has_more } = await store.list({ scope, kind, where, limit: PAGE, ...after });
    const rows = await Promise.all(items.map(then));
    // What has come since stands before what was there.
    all.push(...rows.filter((row) => row !== undefined));
    const last = items.at(-1);
    if (!has_more || last === undefined) break;
    after = { starting_after: last.id };
  }
  return { items: all.slice(0, DEFAULT_LIMIT), total_count: all.length };
}
