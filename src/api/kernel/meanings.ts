/** Lists of what one text can mean: a page of everything that any of several conditions finds. */
import { documentOf } from '../../core/kernel/stored_document.js';
import { columnsOf } from '../../core/kinds.js';
import type { Page } from '../../store/page.js';
import type { Condition, ListQuery, Reader, StoredRow } from '../../store/port.js';

/**
 * Each condition is asked by itself, so that each uses its own index: joined by OR, a database may read everything. The
 * page of all of them is made of the pages of each.
 */
export async function listMeanings(
  store: Reader,
  query: ListQuery,
  meanings: readonly Condition[],
): Promise<Page<StoredRow>> {
  const pages = await Promise.all(
    meanings.map((meaning) => store.list({ ...query, where: [...query.where, meaning] })),
  );
  const rows = new Map(pages.flatMap(({ items }) => items.map((row) => [row.id, row] as const)));
  const newest_first = inOrder([...rows.values()], query.order?.column);
  const items =
    query.ending_before === undefined ? newest_first.slice(0, query.limit) : newest_first.slice(-query.limit);
  return { items, has_more: newest_first.length > query.limit || pages.some(({ has_more }) => has_more) };
}

function inOrder(rows: readonly StoredRow[], column: string | undefined): readonly StoredRow[] {
  const placed = rows.map((row) => {
    const at = column && columnsOf(row.kind, documentOf(row))[column];
    return { row, at: Number(at ?? 0) };
  });
  placed.sort((a, b) => b.at - a.at || (a.row.id < b.row.id ? 1 : -1));
  return placed.map(({ row }) => row);
}
