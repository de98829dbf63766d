/**
 * What must hold between the objects of one payment. Records in the order of ids are walked through beside their
 * attempts and their refunds in the order of the record they name: three batches are in memory, however many payments
 * there are and however many attempts one of them has.
 */
import type { Document, Kind } from '../../core/kinds.js';
import type { Amounts } from '../../core/payment_record/types.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import type { Verification } from './findings.js';
import { about, belongingTo, orphans } from './joined.js';
import { RowsByColumn, rowBatches } from './stream.js';

const OWNERS = 'payment record';

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
      // Refunds of a payment that Daybook drives are compared with its charge.
      if (record.payment_intent === undefined && refunded !== (record.amounts.refunded ?? 0)) {
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
  await orphans(attempts, undefined, OWNERS, verification);
  await orphans(refunds, undefined, OWNERS, verification);
  await uniqueReferences(inspector, verification);
}

type PaymentRecord = Document<'payment_record'>;

const MILESTONES: readonly (keyof Amounts)[] = ['authorized', 'guaranteed', 'refunded'];

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
  for await (const found of belongingTo(row, attempts, OWNERS, verification)) {
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
  for await (const found of belongingTo(row, refunds, OWNERS, verification)) {
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
    // Nobody has tried to pay this intent.
    if (record.payment_intent !== undefined && record.latest_payment_attempt_record === undefined) return;
    about(row, `its latest attempt ${record.latest_payment_attempt_record} is not among its attempts`, verification);
    return;
  }
  // What is still to be collected of an intent, and what never will be, can change without another try.
  const parts =
    record.payment_intent === undefined
      ? (new Set([...Object.keys(record.amounts), ...Object.keys(latest.amounts)]) as Set<keyof Amounts>)
      : MILESTONES;
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

/** Undefined for what is not a document of money: that has been reported where every object is looked at. */
function documentOf<K extends Kind>(row: InspectedRow): Document<K> | undefined {
  try {
    const document = JSON.parse(row.document) as Document<K>;
    return row.kind === 'payment_record_refund' || 'amounts' in document ? document : undefined;
  } catch {
    return undefined;
  }
}
