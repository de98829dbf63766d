/** The order of lists that are not in the order of ids. */
import type { Document, Kind } from '../../core/kernel/kind.js';
import { columnsOf } from '../../core/kinds.js';
import type { ListOrder, StoredRow } from '../../store/port.js';

/** By a column, for the page after or before an object; without one, for the first page. */
export function orderAt(column: string, cursor?: StoredRow): ListOrder {
  if (cursor === undefined) return { column };
  const columns = columnsOf(cursor.kind, JSON.parse(cursor.document) as Document<Kind>);
  return { column, cursor: Number(columns[column]) };
}
