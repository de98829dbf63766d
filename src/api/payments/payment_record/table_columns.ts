/** What a table of payments says in each of its columns, of a payment and of a refund. */
import { decimalAmount } from '../../../core/kernel/currencies.js';
import { methodOf, processorNameOf } from '../../../core/payments/payment_record/features.js';
import { stateOf } from '../../../core/payments/payment_record/states.js';
import { happenedOf, outcomeHappenedOf } from '../../../core/payments/payment_record/times.js';
import type { Amounts, PaymentRecord } from '../../../core/payments/payment_record/types.js';
import { csvLine, foreignText } from '../../../wire/csv.js';

/** A refund that is a line of its own, whoever processed it. */
export interface RefundLine {
  readonly id: string;
  readonly amount: number;
  readonly created: number;
  readonly happened: number;
  readonly status: string;
}

/** One line: a payment, or a refund of it. */
export interface Line {
  readonly record: PaymentRecord;
  readonly refund?: RefundLine;
  readonly attempts?: number;
  /** Undefined where nobody knows of one. */
  readonly fee?: number | undefined;
  readonly sees_fees: boolean;
  /** Whether refunds are lines of their own: then the lines of payments give nothing back. */
  readonly has_refund_lines: boolean;
}

type Cell = (line: Line) => string;

function timeText(seconds: number | null): string {
  return seconds === null ? '' : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

/** What is no matter of a refund, and would be added up twice if its line had it, too. */
const ofPayment =
  (cell: (line: Line) => string): Cell =>
  (line) =>
    line.refund === undefined ? cell(line) : '';
const part = (name: keyof Amounts): Cell =>
  ofPayment(({ record: { amounts, currency } }) => decimalAmount(amounts[name] ?? 0, currency));
const text =
  (read: (record: PaymentRecord) => string | undefined): Cell =>
  ({ record }) =>
    foreignText(read(record) ?? '');

function capturedBy({ record, refund }: Line): number {
  return refund === undefined ? (record.amounts.guaranteed ?? 0) : 0;
}

function refundedBy({ record, refund, has_refund_lines }: Line): number {
  if (refund !== undefined) return refund.amount;
  return has_refund_lines ? 0 : (record.amounts.refunded ?? 0);
}

function netText(line: Line): string {
  if (!line.sees_fees) return '';
  const net = capturedBy(line) - refundedBy(line) - (line.fee ?? 0);
  return `${net < 0 ? '-' : ''}${decimalAmount(Math.abs(net), line.record.currency)}`;
}

const COLUMNS = {
  id: ({ record, refund }) => foreignText(refund?.id ?? record.id),
  happened: ({ record, refund }) => timeText(refund?.happened ?? happenedOf(record)),
  outcome_happened: ({ record, refund }) => timeText(refund?.happened ?? outcomeHappenedOf(record)),
  created: ({ record, refund }) => timeText((refund ?? record).created),
  state: ({ record, refund }) => refund?.status ?? stateOf(record.amounts),
  currency: ({ record }) => record.currency,
  amount: ofPayment(({ record: { amounts, currency } }) =>
    decimalAmount(amounts.intended ?? amounts.requested, currency),
  ),
  amount_authorized: part('authorized'),
  amount_guaranteed: part('guaranteed'),
  amount_refunded: part('refunded'),
  amount_failed: part('failed'),
  amount_canceled: part('canceled'),
  captured: (line) => decimalAmount(capturedBy(line), line.record.currency),
  refunded: (line) => decimalAmount(refundedBy(line), line.record.currency),
  fee: ({ fee, record }) => (fee === undefined ? '' : decimalAmount(fee, record.currency)),
  net: netText,
  method: text(methodOf),
  card_last4: text((record) => record.payment_method_details?.card?.last4),
  processor: text(processorNameOf),
  processor_reference: text((record) => record.processor_details.payment_reference),
  decline_reason: ofPayment(({ record }) => foreignText(record.decline_reason ?? '')),
  attempts: ofPayment(({ attempts = 0 }) => String(attempts)),
  customer: text((record) => record.customer_details?.customer),
  customer_name: text((record) => record.customer_details?.name),
  customer_email: text((record) => record.customer_details?.email),
  description: text(({ description }) => description),
  payment_intent: text(({ payment_intent }) => payment_intent),
  payment_record: text(({ id }) => id),
  line: ({ refund }) => (refund === undefined ? 'payment' : 'refund'),
  metadata: text(({ metadata }) => (metadata === undefined ? undefined : JSON.stringify(metadata))),
} as const satisfies Record<string, Cell>;

export type Column = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as Column[];

/** Whether what payments have cost is to be read. */
export function tellsFees(columns: readonly Column[]): boolean {
  return columns.includes('fee') || columns.includes('net');
}

export function lineText(line: Line, columns: readonly Column[]): string {
  return csvLine(columns.map((column) => COLUMNS[column](line)));
}
