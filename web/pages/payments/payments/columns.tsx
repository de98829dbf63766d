/** The columns that the table of payments can have. */
import type { Speech } from '../../../i18n/use_text.js';
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
  'refunded',
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

export function columnOf(id: ColumnId, { t, money }: Speech): Column<PaymentRow> {
  return { id, title: t(`column.${id}`), ...SHAPES[id], cell: (row) => cellOf(id, row, money) };
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
  refunded: { width_px: 130, is_number: true },
  happened: { width_px: 152 },
  recorded: { width_px: 152 },
  id: { width_px: 270 },
};

function cellOf(id: ColumnId, row: PaymentRow, money: Speech['money']) {
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
    case 'refunded':
      return row.refunded === 0 ? '' : money(row.refunded, row.currency);
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
