/** What the columns of the table are called in the file. */
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
  refunded: ['amount_refunded'],
  happened: ['happened', 'outcome_happened'],
  recorded: ['created'],
  id: ['id'],
};

export function csvColumns(columns: readonly ColumnId[]): readonly string[] {
  return columns.flatMap((id) => NAMES[id]);
}
