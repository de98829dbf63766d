/** Payments as a table for spreadsheets: written while it is sent, however many there are. */
import { Readable } from 'node:stream';
import type { ReadAside } from '../../../app/long_read.js';
import { isRefusal } from '../../../core/kernel/errors.js';
import type { ListQuery } from '../../../store/port.js';
import { BYTE_ORDER_MARK, csvLine } from '../../../wire/csv.js';
import { array, boolean, described, enumeration } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { orderAt } from '../../kernel/list_order.js';
import { operation } from '../../kernel/operation.js';
import { service } from '../../kernel/service.js';
import { StreamAnswer } from '../../kernel/stream_answer.js';
import { type Found, filteredBy, record_filters } from './filters.js';
import { COLUMN_NAMES, type Column, type Lines, type LinesWanted, tableLines } from './table.js';

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
    ...record_filters,
  },
  async run(call, given, readAside) {
    const { byte_order_mark = false, columns = COLUMN_NAMES } = given;
    const found = await filteredBy(call, given);
    if (isRefusal(found)) return found;
    const head = `${byte_order_mark ? BYTE_ORDER_MARK : ''}${csvLine(columns)}`;
    const lines = Readable.from(pieces(call, readAside, found, columns, head), { objectMode: false, highWaterMark: 1 });
    return new StreamAnswer('text/csv; charset=utf-8; header=present', lines, fileName(call));
  },
});

function fileName({ livemode, now }: Call): string {
  return `payments-${livemode ? 'live' : 'test'}-${new Date(now * 1000).toISOString().slice(0, 10)}.csv`;
}

/** The next page is read when the one before it has been taken: a slow client costs no memory. */
async function* pieces(
  call: Call,
  readAside: ReadAside,
  { order, where, meanings }: Found,
  columns: readonly Column[],
  head: string,
): AsyncGenerator<string | Uint8Array> {
  yield head;
  let query: ListQuery | undefined = {
    scope: call.scope,
    kind: 'payment_record',
    where,
    limit: ROWS_AT_ONCE,
    ...(order.order === undefined ? {} : { order: orderAt(order.order) }),
  };
  while (query !== undefined) {
    const wanted: LinesWanted = { query, meanings, columns };
    const { bytes, next }: Lines = await readAside(tableLines, wanted);
    // The connection breaks: a table that ends early must not look as if it were whole.
    if (!(await call.isStillAllowed())) throw new Error('the key may not read payments any more');
    if (bytes.length > 0) yield bytes;
    query = next;
  }
}
