/** Payments as lines of a table. Made aside, a page at a time: to read and to write half a million of them takes seconds. */

import { inTurns } from '../../../app/fair_turns.js';
import type { LongRead, ReadSource } from '../../../app/long_read.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import type { PaymentRecord } from '../../../core/payments/payment_record/types.js';
import type { Page } from '../../../store/page.js';
import type { Condition, ListQuery, StoredRow } from '../../../store/port.js';
import { orderAt } from '../../kernel/list_order.js';
import { listMeanings } from '../../kernel/meanings.js';
import { attemptsOf, feesOf } from './beside.js';
import { type Column, type Line, lineText, tellsFees } from './table_columns.js';
import { refundsOnPage } from './table_refunds.js';

export interface LinesWanted {
  readonly query: ListQuery<TableKind>;
  /** What holds for the payments that refunds are of; for lines of payments it stands in the query. */
  readonly of_payments: readonly Condition[];
  /** As in `listMeanings`. */
  readonly meanings: readonly Condition[] | undefined;
  readonly columns: readonly Column[];
  readonly sees_fees: boolean;
  readonly has_refund_lines: boolean;
}

/** Of what there are lines. */
export type TableKind = 'payment_record' | 'refund' | 'payment_record_refund';

export interface Lines {
  /** In UTF-8. */
  readonly bytes: Uint8Array;
  /** The page after this one; undefined if there is none. */
  readonly next: ListQuery<TableKind> | undefined;
}

type Said = Omit<Line, 'sees_fees' | 'has_refund_lines'>;

export const tableLines: LongRead<LinesWanted, Lines> = {
  lane: 'tables',
  module: import.meta.url,
  name: 'tableLines',
  async work(source, wanted) {
    const { query, columns, sees_fees, has_refund_lines } = wanted;
    const { page, lines } =
      query.kind === 'payment_record' ? await paymentsOnPage(source, wanted) : await refundsOnPage(source, wanted);
    const texts = await inTurns(lines, (line) => lineText({ ...line, sees_fees, has_refund_lines }, columns));
    const last = page.items.at(-1);
    return {
      bytes: new TextEncoder().encode(texts.join('')),
      next: page.has_more && last !== undefined ? queryAfter(query, last) : undefined,
    };
  },
};

async function paymentsOnPage(
  source: ReadSource,
  { query, meanings, columns, sees_fees }: LinesWanted,
): Promise<{ readonly page: Page<StoredRow>; readonly lines: readonly Said[] }> {
  const page = await (meanings === undefined ? source.list(query) : listMeanings(source, query, meanings));
  const records = await inTurns(page.items, (row): PaymentRecord => documentAs('payment_record', row));
  const ids = records.map(({ id }) => id);
  const attempts = columns.includes('attempts') ? await attemptsOf(source, query.scope, ids) : NOT_ASKED_FOR;
  const fees = sees_fees && tellsFees(columns) ? await feesOf(source, query.scope, records) : NOT_ASKED_FOR;
  const lines = records.map((record) => ({
    record,
    attempts: attempts.get(record.id) ?? 0,
    fee: fees.get(record.id),
  }));
  return { page, lines };
}

function queryAfter(query: ListQuery<TableKind>, last: StoredRow): ListQuery<TableKind> {
  const { order } = query;
  return { ...query, starting_after: last.id, ...(order === undefined ? {} : { order: orderAt(order.column, last) }) };
}

const NOT_ASKED_FOR: ReadonlyMap<string, number> = new Map();
