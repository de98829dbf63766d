/** What the columns of the table are called in the file. */
import { SUMMED } from '../../../model/csv_sums.js';
import type { ExportKind } from '../../../model/export.js';
import type { ColumnId } from './columns.js';

const NAMES: Record<ColumnId, readonly string[]> = {
  amount: ['amount', 'currency'],
  state: ['state'],
  method: ['method', 'card_last4'],
  description: ['description'],
  customer: ['customer', 'customer_name', 'customer_email'],
  processor: ['processor'],
  reference: ['processor_reference'],
  attempts: ['attempts'],
  captured: ['captured'],
  refunded: ['refunded'],
  fee: ['fee'],
  net: ['net'],
  decline_reason: ['decline_reason'],
  happened: ['happened', 'outcome_happened'],
  recorded: ['created'],
  id: ['id'],
};

/** Those of the table, and what a line moved, whether or not the table shows it: else a file could not be added up. */
export function csvColumns(columns: readonly ColumnId[], kind: ExportKind): readonly string[] {
  const shown = columns.flatMap((id) => NAMES[id]);
  const lines = kind === 'moved' ? ['line', 'payment_record', 'outcome_happened'] : [];
  return [...new Set([...shown, 'currency', ...SUMMED, ...lines])];
}
