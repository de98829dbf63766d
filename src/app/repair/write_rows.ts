/** Writing rows as every commit does, also where another row wrongly has what only one may have. */
import type { Kind } from '../../core/kernel/kind.js';
import { ConflictError, type InspectedRow, type RowWrite } from '../../store/port.js';
import type { Repairer } from '../../store/repair_port.js';
import { derivedColumns } from './derived_columns.js';
import type { Repair } from './repairs.js';

/** The columns of which no two rows of a scope may have the same value, as the migrations say. */
export const UNIQUE_COLUMNS: { readonly [K in Kind]?: string } = {
  api_key: 'hash',
  payment_attempt_record: 'claimed_reference',
  payment_record_refund: 'refund_reference',
  webhook_endpoint: 'slot',
};

/** Columns of these can be empty; those of others get the id of their row, which nobody else has. */
const CAN_BE_EMPTY: readonly string[] = ['claimed_reference', 'slot'];

/** Tells which were written: all but those of which another row says the same, and rightly so. */
export async function writeRows(repair: Repair, rows: readonly RowWrite[]): Promise<readonly RowWrite[]> {
  if (rows.length === 0) return [];
  try {
    await commit(repair.repairer, rows);
    return rows;
  } catch (error) {
    if (!(error instanceof ConflictError)) throw error;
  }
  const written: RowWrite[] = [];
  for (const row of rows) if (await isWritten(repair, row)) written.push(row);
  return written;
}

async function isWritten(repair: Repair, row: RowWrite): Promise<boolean> {
  const { repairer } = repair;
  const column = UNIQUE_COLUMNS[row.kind];
  const value = column === undefined ? null : row.columns[column];
  if (column !== undefined && typeof value === 'string') {
    const rows = await repairer.rowsNaming(row.kind, column, row.scope, [value]);
    for (const holder of rows.filter(({ id }) => id !== row.id)) {
      if (!repair.journal_is_whole && isRightful(holder, column)) return false;
      // What it should have is found when it is its turn.
      const columns = { ...holder.columns, [column]: CAN_BE_EMPTY.includes(column) ? null : holder.id };
      await commit(repairer, [{ ...holder, columns, expected_version: holder.version, metadata: undefined }]);
    }
  }
  await commit(repairer, [row]);
  return true;
}

/** Whether a row has what its document says, or cannot be asked. */
function isRightful(row: InspectedRow, column: string): boolean {
  const derived = derivedColumns(row);
  return derived === undefined || derived[column] === row.columns[column];
}

function commit(repairer: Repairer, rows: readonly RowWrite[]): Promise<void> {
  return repairer.commit({ entries: [], rows, replies: [], guards: [] });
}
