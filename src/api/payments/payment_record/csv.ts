/** Payments as a table for spreadsheets: written while it is sent, however many there are. */
import { Readable } from 'node:stream';
import type { ReadAside } from '../../../app/long_read.js';
import { isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { REFUND_STATUSES } from '../../../core/payments/refund/types.js';
import type { Condition } from '../../../store/port.js';
import { BYTE_ORDER_MARK, csvLine } from '../../../wire/csv.js';
import { array, boolean, described, enumeration } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { orderAt } from '../../kernel/list_order.js';
import { operation } from '../../kernel/operation.js';
import { service } from '../../kernel/service.js';
import { StreamAnswer } from '../../kernel/stream_answer.js';
import { type Found, filteredBy, record_filters, refundsMadeIn } from './filters.js';
import { refundsBesideBegun } from './refusals.js';
import { type Lines, type LinesWanted, type TableKind, tableLines } from './table.js';
import { COLUMN_NAMES, tellsFees } from './table_columns.js';

const ROWS_AT_ONCE = 500;

/** Where tables are read and written, so that nobody waits for them. */
export const TABLES_ASIDE = service<ReadAside>('tables aside');

export const exportPaymentRecords = operation({
  method: 'GET',
  path: '/v1/payment_records.csv',
  summary: 'Download payment records as a table, newest first, however many there are.',
  resource: 'payment_records',
  media_type: 'text/csv',
  extension: true,
  linked: true,
  needs: TABLES_ASIDE,
  parameters: {
    columns: described(
      array(enumeration(COLUMN_NAMES), { maximum_items: COLUMN_NAMES.length }),
      "Which columns, in which order; all of them if left out. Amounts are in the currency's own unit, times in UTC.",
    ),
    byte_order_mark: described(
      boolean(),
      'Whether the file begins with a byte-order mark, by which some spreadsheets know that it is UTF-8.',
    ),
    refund_lines: described(
      boolean(),
      'Whether each refund is a line of its own, after those of the payments: so the lines add up to the overview. A filter by `outcome_happened` or `created` then asks for payments whose outcome was in that time, and for refunds that were made in it, of whichever payments the other filters find.',
    ),
    ...record_filters,
  },
  async run(call, given, readAside) {
    const { byte_order_mark = false, columns = COLUMN_NAMES, refund_lines = false } = given;
    const parts = await partsOf(call, given, refund_lines);
    if (isRefusal(parts)) return parts;
    const shared = {
      columns,
      // A key without the right sees neither them nor what is left after them.
      sees_fees: tellsFees(columns) && call.access.may('balance', 'read'),
      has_refund_lines: refund_lines,
    };
    const head = `${byte_order_mark ? BYTE_ORDER_MARK : ''}${csvLine(columns)}`;
    const wanted = parts.map((part) => ({ ...part, ...shared }));
    const lines = Readable.from(pieces(call, readAside, wanted, head), { objectMode: false, highWaterMark: 1 });
    return new StreamAnswer('text/csv; charset=utf-8; header=present', lines, fileName(call));
  },
});

function fileName({ livemode, now }: Call): string {
  return `payments-${livemode ? 'live' : 'test'}-${new Date(now * 1000).toISOString().slice(0, 10)}.csv`;
}

type Part = Pick<LinesWanted, 'query' | 'of_payments' | 'meanings'>;
type Given = Parameters<typeof filteredBy>[1];

/** The payments, and after them the refunds if these are lines of their own. */
async function partsOf(call: Call, given: Given, has_refund_lines: boolean): Promise<readonly Part[] | Refusal> {
  const found = await filteredBy(call, given);
  if (isRefusal(found)) return found;
  const { meanings } = found;
  const payments: Part = { query: queryOf(call, 'payment_record', found), of_payments: [], meanings };
  if (!has_refund_lines) return [payments];
  if (given.happened !== undefined) return refundsBesideBegun();
  const unreadable = call.unreadable('refund');
  if (unreadable !== undefined) return unreadable;
  const {
    created: _,
    created_after: _after,
    created_before: _before,
    outcome_happened: _outcome,
    ...of_any_time
  } = given;
  const of_payments = await filteredBy(call, of_any_time);
  if (isRefusal(of_payments)) return of_payments;
  const refunds = (['refund', 'payment_record_refund'] as const).map((kind): Part => {
    const where = [...refundsMadeIn(given), ...(kind === 'refund' ? [COUNTED] : [])];
    return { query: queryOf(call, kind, { ...found, where }), of_payments: of_payments.where, meanings };
  });
  return [payments, ...refunds];
}

/** One that failed has given nothing back: the overview does not count it either. */
const COUNTED: Condition = {
  field: { column: 'status' },
  operator: 'in',
  value: null,
  values: REFUND_STATUSES.filter((status) => status !== 'failed' && status !== 'canceled'),
};

function queryOf(
  { scope }: Call,
  kind: TableKind,
  { order: { order }, where }: Pick<Found, 'order' | 'where'>,
): Part['query'] {
  return { scope, kind, where, limit: ROWS_AT_ONCE, ...(order === undefined ? {} : { order: orderAt(order) }) };
}

/** The next page is read when the one before it has been taken: a slow client costs no memory. */
async function* pieces(
  call: Call,
  readAside: ReadAside,
  parts: readonly LinesWanted[],
  head: string,
): AsyncGenerator<string | Uint8Array> {
  yield head;
  for (const part of parts) {
    let query: Part['query'] | undefined = part.query;
    while (query !== undefined) {
      const wanted: LinesWanted = { ...part, query };
      const { bytes, next }: Lines = await readAside(tableLines, wanted);
      // The connection breaks: a table that ends early must not look as if it were whole.
      if (!(await call.isStillAllowed())) throw new Error('the key may not read payments any more');
      if (bytes.length > 0) yield bytes;
      query = next;
    }
  }
}
