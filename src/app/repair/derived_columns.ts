/** The columns of a row, from its document. */
import type { Document, Kind } from '../../core/kernel/kind.js';
import type { ColumnValue } from '../../core/kernel/kind_declaration.js';
import { columnsOf } from '../../core/kinds.js';
import type { StoredRow } from '../../store/port.js';

/** Undefined where the document lacks what columns are derived from, or is none: that is told when it is verified. */
export function derivedColumns({ kind, id, document }: StoredRow): Readonly<Record<string, ColumnValue>> | undefined {
  try {
    const parsed = JSON.parse(document) as Document<Kind>;
    if (parsed.id !== id) return undefined;
    const columns = columnsOf(kind, parsed);
    return Object.values(columns).includes(undefined as unknown as ColumnValue) ? undefined : columns;
  } catch {
    return undefined;
  }
}
