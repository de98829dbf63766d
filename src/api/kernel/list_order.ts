/** The order of lists that are not in the order of ids. */
import { documentOf } from '../../core/kernel/stored_document.js';
import { columnsOf } from '../../core/kinds.js';
import type { ListOrder, StoredRow } from '../../store/port.js';

/** By a column, for the page after or before an object; without one, for the first page. */
export function orderAt(column: string, cursor?: StoredRow): ListOrder {
  if (cursor === undefined) return { column };
  const columns = columnsOf(cursor.kind, documentOf(cursor));
  return { column, cursor: Number(columns[column]) };
}
