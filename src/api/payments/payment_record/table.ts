/** Payments as lines of a table. Made aside, a page at a time: to read and to write half a million of them takes seconds. */

import { inTurns } from '../../../app/fair_turns.js';
import type { LongRead } from '../../../app/long_read.js';
import { decimalAmount } from '../../../core/kernel/currencies.js';
import { methodOf, processorNameOf } from '../../../core/payments/payment_record/features.js';
import { stateOf } from '../../../core/payments/payment_record/states.js';
import { happenedOf, outcomeHappenedOf } from '../../../core/payments/payment_record/times.js';
import type { Amounts, PaymentRecord } from '../../../core/payments/payment_record/types.js';
import type { Condition, ListQuery, StoredRow } from '../../../store/port.js';
import { csvLine, foreignText } from '../../../wire/csv.js';
import { orderAt } from '../../kernel/list_order.js';
import { listMeanings } from '../../kernel/meanings.js';
import { attemptsOf } from './beside.js';

/** What a line says that stands in no record: read for a whole page of them at once. */
interface Beside {
  readonly attempts: number;
}

type Cell = (record: PaymentRecord, beside: Beside) => string;

function timeText(seconds: number | null): string {
  return seconds === null ? '' : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`;
}

const amount =
  (part: keyof Amounts): Cell =>
  ({ amounts, currency }) =>
    decimalAmount(amounts[part] ?? 0, currency);
const text =
  (read: (record: PaymentRecord) => string | undefined): Cell =>
  (record) =>
    foreignText(read(record) ?? '');

const COLUMNS = {
  id: text(({ id }) => id),
  happened: (record) => timeText(happenedOf(record)),
  outcome_happened: (record) => timeText(outcomeHappenedOf(record)),
  created: ({ created }) => timeText(created),
  state: ({ amounts }) => stateOf(amounts),
  currency: ({ currency }) => currency,
  amount: ({ amounts, currency }) => decimalAmount(amounts.intended ?? amounts.requested, currency),
  amount_authorized: amount('authorized'),
  amount_guaranteed: amount('guaranteed'),
  amount_refunded: amount('refunded'),
  amount_failed: amount('failed'),
  amount_canceled: amount('canceled'),
  method: text(methodOf),
  card_last4: text((record) => record.payment_method_details?.card?.last4),
  processor: text(processorNameOf),
  processor_reference: text((record) => record.processor_details.payment_reference),
  attempts: (_record, { attempts }) => String(attempts),
  customer: text((record) => record.customer_details?.customer),
  customer_name: text((record) => record.customer_details?.name),
  customer_email: text((record) => record.customer_details?.email),
  description: text(({ description }) => description),
  payment_intent: text(({ payment_intent }) => payment_intent),
  metadata: text(({ metadata }) => (metadata === undefined ? undefined : JSON.stringify(metadata))),
} as const satisfies Record<string, Cell>;

export type Column = keyof typeof COLUMNS;
export const COLUMN_NAMES = Object.keys(COLUMNS) as Column[];

export interface LinesWanted {
  readonly query: ListQuery;
  /** As in `listMeanings`. */
  readonly meanings: readonly Condition[] | undefined;
  readonly columns: readonly Column[];
}

export interface Lines {
  /** In UTF-8. */
  readonly bytes: Uint8Array;
  /** The page after this one; undefined if there is none. */
  readonly next: ListQuery | undefined;
}

export const tableLines: LongRead<LinesWanted, Lines> = {
  lane: 'tables',
  module: import.meta.url,
  name: 'tableLines',
  async work(source, { query, meanings, columns }) {
    const page = await (meanings === undefined ? source.list(query) : listMeanings(source, query, meanings));
    const attempts = columns.includes('attempts')
      ? await attemptsOf(
          source,
          query.scope,
          page.items.map(({ id }) => id),
        )
      : NOT_ASKED_FOR;
    const lines = await inTurns(page.items, ({ id, document }) =>
      lineOf(JSON.parse(document) as PaymentRecord, { attempts: attempts.get(id) ?? 0 }, columns),
    );
    const last = page.items.at(-1);
    return {
      bytes: new TextEncoder().encode(lines.join('')),
      next: page.has_more && last !== undefined ? queryAfter(query, last) : undefined,
    };
  },
};

function queryAfter(query: ListQuery, last: StoredRow): ListQuery {
  const { order } = query;
  return { ...query, starting_after: last.id, ...(order === undefined ? {} : { order: orderAt(order.column, last) }) };
}

const NOT_ASKED_FOR: ReadonlyMap<string, number> = new Map();

function lineOf(record: PaymentRecord, beside: Beside, columns: readonly Column[]): string {
  return csvLine(columns.map((column) => COLUMNS[column](record, beside)));
}
