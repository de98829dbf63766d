/** The lists in objects: those that `expand[]` asks for, and those that older API versions hold anyhow. */
import type { Kind } from '../../core/kernel/kind.js';
import type { Scope } from '../../store/page.js';
import type { Condition, Reader, StoredRow } from '../../store/port.js';
import { DEFAULT_LIMIT, type ListEnvelope, listEnvelope } from '../../wire/list.js';
import type { Access } from './access.js';
import type { Era } from './versions/era.js';

/** Where what is in the lists is read, and at which moment it is looked at. */
export interface ListSource {
  readonly store: Reader;
  readonly scope: Scope;
  readonly era: Era;
  readonly access: Access;
  readonly lists: IncludedLists;
  render(row: StoredRow): object;
  /** A row as it was at the moment that is shown, or undefined if it was not there yet; absent where that is now. */
  readonly then: ((row: StoredRow) => Promise<StoredRow | undefined>) | undefined;
}

/** Rows that are read at once where all of them are looked at. */
const PAGE = 100;

/** A page of a list, by what the object was rendered from; undefined where the object has no such list. */
type IncludedList = (source: ListSource, document: unknown) => Promise<ListEnvelope<object> | null | undefined>;

/** For each kind the lists in its objects, by their paths. */
export type IncludedLists = { readonly [kind in Kind]?: { readonly [path: string]: IncludedList } };

/** The first page of the list at a path of an object, by what the object was rendered from. */
export async function includedList(source: ListSource, kind: Kind, path: string, document: unknown) {
  const list = source.lists[kind]?.[path];
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

/** Rows of a list, and how many there are in all. */
interface Rows {
  readonly items: readonly StoredRow[];
  readonly total_count: number;
}

/** Lists that are held without being asked for say how many there are. */
export async function includedPage(source: ListSource, url: string, { items, total_count }: Rows, is_counted: boolean) {
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
export async function newest(
  { store, scope, then }: ListSource,
  kind: Kind,
  where: readonly Condition[],
): Promise<Rows> {
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
