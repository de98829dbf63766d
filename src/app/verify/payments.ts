/**
 * What must hold between the objects of one payment. Records in the order of ids are walked through beside their
 * attempts and their refunds in the order of the record they name: three batches are in memory, however many payments
 * there are and however many attempts one of them has.
 */
import type { Document, Kind } from '../../core/kinds.js';
import type { Amounts } from '../../core/payment_record/types.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import { modeOf, type Verification } from './findings.js';
import { RowsByColumn, rowBatches } from './stream.js';

export async function verifyPayments(inspector: Inspector, verification: Verification, total: number): Promise<void> {
  const attempts = new RowsByColumn(inspector, 'payment_attempt_record', 'payment_record');
  const refunds = new RowsByColumn(inspector, 'payment_record_refund', 'payment_record');
  let done = 0;
  for await (const records of rowBatches(inspector, 'payment_record')) {
    for (const row of records) {
      const record = documentOf<'payment_record'>(row);
      // Attempts and refunds are taken even of a record that cannot be read: they are not without one.
      const of_attempts = await sumAttempts(row, record, attempts, verification);
      const refunded = await sumRefunds(row, record, refunds, verification);
      if (record === undefined) continue;
      compareLatest(row, record, of_attempts, verification);
      if (refunded !== (record.amounts.refunded ?? 0)) {
        about(
          row,
          `amount_refunded is ${record.amounts.refunded ?? 0}, but its refunds come to ${refunded}`,
          verification,
        );
      }
    }
    done += records.length;
    verification.onProgress('payments', done, total);
  }
  await orphans(attempts, undefined, verification);
  await orphans(refunds, undefined, verification);
  await uniqueReferences(inspector, verification);
}

type PaymentRecord = Document<'payment_record'>;

interface OfAttempts {
  readonly latest: Document<'payment_attempt_record'> | undefined;
  readonly guaranteed: number;
}

async function sumAttempts(
  row: InspectedRow,
  record: PaymentRecord | undefined,
  attempts: RowsByColumn,
  verification: Verification,
): Promise<OfAttempts> {
  let latest: OfAttempts['latest'];
  let guaranteed = 0;
  for await (const found of belongingTo(row, attempts, verification)) {
    const attempt = documentOf<'payment_attempt_record'>(found);
    if (attempt === undefined) continue;
    if ((attempt.amounts.guaranteed ?? 0) > 0) guaranteed += 1;
    if (attempt.id === record?.latest_payment_attempt_record) latest = attempt;
    compareCurrency(found, attempt.currency, record, verification);
  }
  return { latest, guaranteed };
}

async function sumRefunds(
  row: InspectedRow,
  record: PaymentRecord | undefined,
  refunds: RowsByColumn,
  verification: Verification,
): Promise<number> {
  let sum = 0;
  for await (const found of belongingTo(row, refunds, verification)) {
    const refund = documentOf<'payment_record_refund'>(found);
    if (refund === undefined) continue;
    sum += refund.amount;
    if (!Number.isSafeInteger(refund.amount) || refund.amount <= 0) {
      about(found, `its amount is ${refund.amount}`, verification);
    }
    compareCurrency(found, refund.currency, record, verification);
  }
  return sum;
}

function compareLatest(
  row: InspectedRow,
  record: PaymentRecord,
  { latest, guaranteed }: OfAttempts,
  verification: Verification,
): void {
  if (guaranteed > 1) about(row, `${guaranteed} of its attempts have guaranteed funds`, verification);
  if (latest === undefined) {
    about(row, `its latest attempt ${record.latest_payment_attempt_record} is not among its attempts`, verification);
    return;
  }
  const parts = new Set([...Object.keys(record.amounts), ...Object.keys(latest.amounts)]) as Set<keyof Amounts>;
  for (const part of parts) {
    const [here, there] = [record.amounts[part] ?? 0, latest.amounts[part] ?? 0];
    if (here === there) continue;
    about(row, `amount_${part} is ${here}, but ${there} on its latest attempt ${latest.id}`, verification);
  }
}

function compareCurrency(
  row: InspectedRow,
  currency: string,
  record: PaymentRecord | undefined,
  verification: Verification,
): void {
  if (record === undefined || currency === record.currency) return;
  about(row, `is in ${currency}, but payment record ${record.id} is in ${record.currency}`, verification);
}

/** A processor's name for a refund is used once. */
async function uniqueReferences(inspector: Inspector, verification: Verification): Promise<void> {
  const refunds = new RowsByColumn(inspector, 'payment_record_refund', 'refund_reference');
  let before: InspectedRow | undefined;
  for (let row = await refunds.peek(); row !== undefined; row = await refunds.peek()) {
    if (before?.scope === row.scope && refunds.valueOf(before) === refunds.valueOf(row)) {
      about(row, `its reference ${refunds.valueOf(row)} is also that of ${before.id}`, verification);
    }
    before = row;
    refunds.take();
  }
}

/** Takes the rows that name the record. */
async function* belongingTo(
  record: InspectedRow,
  rows: RowsByColumn,
  verification: Verification,
): AsyncGenerator<InspectedRow> {
  await orphans(rows, record, verification);
  for (let row = await rows.peek(); row !== undefined; row = await rows.peek()) {
    if (row.scope !== record.scope || rows.valueOf(row) !== record.id) return;
    yield row;
    rows.take();
  }
}

/** Takes the rows that come before the record, or all that are left: they name a record that does not exist. */
async function orphans(
  rows: RowsByColumn,
  record: InspectedRow | undefined,
  verification: Verification,
): Promise<void> {
  for (let row = await rows.peek(); row !== undefined; row = await rows.peek()) {
    const before =
      record === undefined || row.scope < record.scope || (row.scope === record.scope && rows.valueOf(row) < record.id);
    if (!before) return;
    about(row, `names payment record ${rows.valueOf(row)}, which does not exist`, verification);
    rows.take();
  }
}

/** Undefined for what is not a document of money: that has been reported where every object is looked at. */
function documentOf<K extends Kind>(row: InspectedRow): Document<K> | undefined {
  try {
    const document = JSON.parse(row.document) as Document<K>;
    return row.kind === 'payment_record_refund' || 'amounts' in document ? document : undefined;
  } catch {
    return undefined;
  }
}

function about({ kind, id, scope }: InspectedRow, problem: string, verification: Verification): void {
  verification.findings.found(`${kind} ${id} (${modeOf(verification, scope)}): ${problem}`);
}
