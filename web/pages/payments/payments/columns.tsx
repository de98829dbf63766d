/** The columns that the table of payments can have. */
import type { Speech } from '../../../i18n/use_text.js';
import { declineWords } from '../../../model/decline_reason.js';
import type { PaymentRow } from '../../../model/payment_row.js';
import { StateBadge } from '../../../parts/badge.js';
import { Method } from '../../../parts/method.js';
import type { Column } from '../../../parts/table_column.js';
import { Time } from '../../../parts/time.js';
import { Reference } from './reference.js';

export const COLUMN_IDS = [
  'amount',
  'state',
  'method',
  'description',
  'customer',
  'processor',
  'reference',
  'attempts',
  'captured',
  'refunded',
  'fee',
  'net',
  'decline_reason',
  'happened',
  'recorded',
  'id',
] as const;
export type ColumnId = (typeof COLUMN_IDS)[number];

export const FIRST_COLUMNS: readonly ColumnId[] = [
  'amount',
  'state',
  'method',
  'customer',
  'reference',
  'attempts',
  'happened',
  'recorded',
];

export function isColumnId(text: unknown): text is ColumnId {
  return (COLUMN_IDS as readonly unknown[]).includes(text);
}

export function columnOf(id: ColumnId, speech: Speech, sees_fees: boolean): Column<PaymentRow> {
  return { id, title: speech.t(`column.${id}`), ...SHAPES[id], cell: (row) => cellOf(id, row, speech, sees_fees) };
}

const SHAPES: Record<ColumnId, Pick<Column<PaymentRow>, 'width_px' | 'grows' | 'is_number'>> = {
  amount: { width_px: 140, is_number: true },
  state: { width_px: 160 },
  method: { width_px: 175 },
  description: { width_px: 180, grows: true },
  customer: { width_px: 150, grows: true },
  processor: { width_px: 110 },
  reference: { width_px: 150, grows: true },
  attempts: { width_px: 95, is_number: true },
  captured: { width_px: 130, is_number: true },
  refunded: { width_px: 130, is_number: true },
  fee: { width_px: 110, is_number: true },
  net: { width_px: 130, is_number: true },
  decline_reason: { width_px: 180 },
  happened: { width_px: 152 },
  recorded: { width_px: 152 },
  id: { width_px: 270 },
};

function cellOf(id: ColumnId, row: PaymentRow, { t, money }: Speech, sees_fees: boolean) {
  switch (id) {
    case 'amount':
      return <Amount value={row.amount} currency={row.currency} money={money} />;
    case 'state':
      return <StateBadge state={row.state} />;
    case 'method':
      return <Method method={row.method} />;
    case 'description':
      return row.description ?? '';
    case 'customer':
      return row.customer ?? '';
    case 'processor':
      return row.processor;
    case 'reference':
      return row.reference === null ? '' : <Reference row={row} />;
    case 'attempts':
      return row.attempts;
    case 'captured':
      return row.captured === 0 ? '' : money(row.captured, row.currency);
    case 'refunded':
      return row.refunded === 0 ? '' : money(row.refunded, row.currency);
    case 'fee':
      return row.fee === null ? '' : money(row.fee, row.currency);
    case 'net':
      return row.captured === 0 || !sees_fees ? '' : money(row.captured - row.refunded - (row.fee ?? 0), row.currency);
    case 'decline_reason':
      return row.decline_reason === null ? '' : declineWords(row.decline_reason, t);
    case 'happened':
      return row.happened === null ? '' : <Time at={row.happened} />;
    case 'recorded':
      return <Time at={row.created} />;
    case 'id':
      return <code>{row.id}</code>;
  }
}

function Amount({ value, currency, money }: { value: number; currency: string; money: Speech['money'] }) {
  return (
    <span className="amount">
      {money(value, currency)} <span className="currency">{currency.toUpperCase()}</span>
    </span>
  );
}
