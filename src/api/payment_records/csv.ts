/** Payments as a table for spreadsheets: written while it is sent, however many there are. */
import { Readable } from 'node:stream';
import { decimalAmount } from '../../core/currencies.js';
import { isRefusal } from '../../core/errors.js';
import { methodOf, processorNameOf } from '../../core/payment_record/features.js';
import { stateOf } from '../../core/payment_record/states.js';
import { happenedOf, outcomeHappenedOf } from '../../core/payment_record/times.js';
import type { Amounts, PaymentRecord } from '../../core/payment_record/types.js';
import { BYTE_ORDER_MARK, csvLine, foreignText } from '../../wire/csv.js';
import { array, boolean, described, enumeration } from '../../wire/parameters.js';
import type { Call } from '../call.js';
import { operation } from '../operation.js';
import { StreamAnswer } from '../stream_answer.js';
import { type Found, filteredBy, record_filters } from './filters.js';

const ROWS_AT_ONCE = 500;

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

type Column = keyof typeof COLUMNS;
const COLUMN_NAMES = Object.keys(COLUMNS) as Column[];

export const exportPaymentRecords = operation({
  method: 'GET',
  path: '/v1/payment_records.csv',
  summary: 'Download payment records as a table, newest first, however many there are.',
  resource: 'payment_records',
  media_type: 'text/csv',
  extension: true,
  linked: true,
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
  async run(call, given) {
    const { byte_order_mark = false, columns = COLUMN_NAMES } = given;
    const found = await filteredBy(call, given);
    if (isRefusal(found)) return found;
    const head = `${byte_order_mark ? BYTE_ORDER_MARK : ''}${csvLine(columns)}`;
    const lines = Readable.from(pieces(call, found, columns, head), { objectMode: true, highWaterMark: 1 });
    return new StreamAnswer('text/csv; charset=utf-8; header=present', lines, fileName(call));
  },
});

function fileName({ livemode, now }: Call): string {
  return `payments-${livemode ? 'live' : 'test'}-${new Date(now * 1000).toISOString().slice(0, 10)}.csv`;
}

/** The next page is read when the one before it has been taken: a slow client costs no memory. */
async function* pieces(
  call: Call,
  { order, where, meanings }: Found,
  columns: readonly Column[],
  head: string,
): AsyncGenerator<string> {
  yield head;
  let starting_after: string | undefined;
  for (;;) {
    const page = await call.page('payment_record', { ...order, limit: ROWS_AT_ONCE, starting_after }, where, meanings);
    if (isRefusal(page)) throw new Error(page.message);
    // The connection breaks: a table that ends early must not look as if it were whole.
    if (!(await call.context.isStillAllowed())) throw new Error('the key may not read payments any more');
    const last = page.items.at(-1);
    if (last === undefined) return;
    const attempts = columns.includes('attempts') ? await attemptsOf(call, page.items) : NOT_ASKED_FOR;
    const lines = page.items.map(({ id, document }) =>
      lineOf(JSON.parse(document) as PaymentRecord, { attempts: attempts.get(id) ?? 0 }, columns),
    );
    yield lines.join('');
    if (!page.has_more) return;
    starting_after = last.id;
  }
}

const NOT_ASKED_FOR: ReadonlyMap<string, number> = new Map();

/** How many there are of each record, from their index. A record that nobody has tried to pay has none. */
async function attemptsOf(
  call: Call,
  records: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, number>> {
  const totals = await call.store.totals({
    scope: call.scope,
    kind: 'payment_attempt_record',
    by: ['payment_record'],
    where: [{ field: { column: 'payment_record' }, operator: 'in', value: null, values: records.map(({ id }) => id) }],
  });
  return new Map(totals.map(({ by: [record], count }) => [String(record), count]));
}

function lineOf(record: PaymentRecord, beside: Beside, columns: readonly Column[]): string {
  return csvLine(columns.map((column) => COLUMNS[column](record, beside)));
}
