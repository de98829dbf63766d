/** Refunds as lines of a table of payments, each with what it is a refund of. */
import type { ReadSource } from '../../../app/long_read.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import type { PaymentRecord } from '../../../core/payments/payment_record/types.js';
import type { Page, Scope } from '../../../store/page.js';
import type { Condition, ListQuery, StoredRow } from '../../../store/port.js';
import { listMeanings } from '../../kernel/meanings.js';
import type { RefundLine } from './table_columns.js';

interface RefundsWanted {
  readonly query: ListQuery;
  /** What holds for the payments that they are of. */
  readonly of_payments: readonly Condition[];
  /** As in `listMeanings`. */
  readonly meanings: readonly Condition[] | undefined;
}

interface Refunds {
  readonly page: Page<StoredRow>;
  readonly lines: readonly { readonly record: PaymentRecord; readonly refund: RefundLine }[];
}

/** Of a page of refunds those of the payments that are wanted. */
export async function refundsOnPage(source: ReadSource, wanted: RefundsWanted): Promise<Refunds> {
  const { scope } = wanted.query;
  const page = await source.list(wanted.query);
  const refunds = await withRecords(source, scope, page.items);
  const among = idIn([...new Set(refunds.map(({ record }) => record))]);
  const query = {
    scope,
    kind: 'payment_record',
    where: [...wanted.of_payments, among],
    limit: refunds.length,
  } as const;
  const { meanings } = wanted;
  const found =
    refunds.length === 0
      ? []
      : (await (meanings === undefined ? source.list(query) : listMeanings(source, query, meanings))).items;
  const records = new Map(found.map((row) => [row.id, documentAs('payment_record', row)]));
  const lines = refunds.flatMap(({ record: id, refund }) => {
    const record = records.get(id);
    return record === undefined ? [] : [{ record, refund }];
  });
  return { page, lines };
}

interface RefundOf {
  readonly refund: RefundLine;
  /** The id of the payment record. */
  readonly record: string;
}

/** A refund that Daybook made knows its intent, one that was reported its record. */
async function withRecords(source: ReadSource, scope: Scope, rows: readonly StoredRow[]): Promise<readonly RefundOf[]> {
  const reported = rows
    .filter(({ kind }) => kind === 'payment_record_refund')
    .map((row) => {
      const refund = documentAs('payment_record_refund', row);
      const { payment_record, refunded_at } = refund;
      return { record: payment_record, refund: { ...refund, happened: refunded_at, status: 'succeeded' } };
    });
  const made = rows.filter(({ kind }) => kind === 'refund').map((row) => documentAs('refund', row));
  const intents = [...new Set(made.map(({ payment_intent }) => payment_intent))];
  const found =
    intents.length === 0
      ? []
      : (await source.list({ scope, kind: 'payment_intent', where: [idIn(intents)], limit: intents.length })).items;
  const records = new Map(found.map((row) => [row.id, documentAs('payment_intent', row).payment_record]));
  return [
    ...reported,
    ...made.map((refund) => ({
      record: records.get(refund.payment_intent) ?? '',
      refund: { ...refund, happened: refund.created },
    })),
  ];
}

function idIn(values: readonly string[]): Condition {
  return { field: { column: 'id' }, operator: 'in', value: null, values };
}
