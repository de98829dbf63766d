/** Payment records beside their attempts and their reported refunds; of those kept for an intent, also the intent. */
import type { Document } from '../../core/kernel/kind.js';
import { recordAmounts } from '../../core/payments/payment_record/processed.js';
import { outcomeTime } from '../../core/payments/payment_record/times.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import { compareAmounts } from './amounts.js';
import { about, type Verification } from './findings.js';
import { documentsNamed, RowsByColumn, rowBatches, soundDocument } from './stream.js';

type PaymentRecord = Document<'payment_record'>;
type PaymentAttemptRecord = Document<'payment_attempt_record'>;

interface OfAttempts {
  readonly latest: PaymentAttemptRecord | undefined;
  readonly guaranteed: number;
  /** When the earliest of them was initiated. */
  readonly first_initiated_at: number | undefined;
}

export async function verifyRecords(
  inspector: Inspector,
  verification: Verification,
  onDone: (rows: number) => void,
): Promise<void> {
  const orphan = (row: InspectedRow, id: string) =>
    about(row, `names payment record ${id}, which does not exist`, verification);
  const attempts = new RowsByColumn(inspector, 'payment_attempt_record', 'payment_record', orphan);
  const refunds = new RowsByColumn(inspector, 'payment_record_refund', 'payment_record', orphan);
  for await (const rows of rowBatches(inspector, 'payment_record')) {
    const records = rows.map((row) => ({ row, record: soundDocument<'payment_record'>(row) }));
    const intentOf = await documentsNamed(
      inspector,
      'payment_intent',
      records.map(({ row, record }) => ({ scope: row.scope, id: record?.payment_intent })),
    );
    for (const { row, record } of records) {
      // Attempts and refunds are taken even of a record that cannot be read: they are not without one.
      const of_attempts = await sumAttempts(row, record, attempts, verification);
      const refunded = await sumRefunds(row, record, refunds, verification);
      if (record === undefined) continue;
      const { guaranteed, latest } = of_attempts;
      if (guaranteed > 1) about(row, `${guaranteed} of its attempts have guaranteed funds`, verification);
      const { latest_payment_attempt_record: latest_id } = record;
      if (latest === undefined && (latest_id !== undefined || record.reported_by === 'self')) {
        about(row, `its latest attempt ${latest_id} is not among its attempts`, verification);
      } else if (record.reported_by === 'self') {
        compareReported(row, record, latest as PaymentAttemptRecord, refunded, verification);
        compareTimes(row, record, of_attempts.first_initiated_at, latest ?? {}, verification);
      } else {
        const intent = intentOf(row.scope, record.payment_intent);
        if (intent !== undefined) {
          compareProcessed(row, record, latest, intent, verification);
          compareTimes(row, record, intent.created, { ...latest, canceled_at: intent.canceled_at }, verification);
        }
        if (refunded > 0) about(row, `is kept for an intent, but has reported refunds of ${refunded}`, verification);
      }
    }
    onDone(rows.length);
  }
  await attempts.end();
  await refunds.end();
}

async function sumAttempts(
  row: InspectedRow,
  record: PaymentRecord | undefined,
  attempts: RowsByColumn,
  verification: Verification,
): Promise<OfAttempts> {
  let latest: OfAttempts['latest'];
  let guaranteed = 0;
  let first_initiated_at: number | undefined;
  for await (const found of attempts.naming(row)) {
    const attempt = soundDocument<'payment_attempt_record'>(found);
    if (attempt === undefined) continue;
    if ((attempt.amounts.guaranteed ?? 0) > 0) guaranteed += 1;
    if (attempt.id === record?.latest_payment_attempt_record) latest = attempt;
    first_initiated_at = Math.min(first_initiated_at ?? attempt.initiated_at, attempt.initiated_at);
    compareCurrency(found, attempt.currency, record, verification);
    if (record !== undefined && attempt.reported_by !== record.reported_by) {
      about(found, `is reported by ${attempt.reported_by}, but payment record ${record.id} is not`, verification);
    }
  }
  return { latest, guaranteed, first_initiated_at };
}

async function sumRefunds(
  row: InspectedRow,
  record: PaymentRecord | undefined,
  refunds: RowsByColumn,
  verification: Verification,
): Promise<number> {
  let sum = 0;
  for await (const found of refunds.naming(row)) {
    const refund = soundDocument<'payment_record_refund'>(found);
    if (refund === undefined) continue;
    sum += refund.amount;
    if (!Number.isSafeInteger(refund.amount) || refund.amount <= 0) {
      about(found, `its amount is ${refund.amount}`, verification);
    }
    compareCurrency(found, refund.currency, record, verification);
  }
  return sum;
}

function compareReported(
  row: InspectedRow,
  record: PaymentRecord,
  latest: PaymentAttemptRecord,
  refunded: number,
  verification: Verification,
): void {
  compareAmounts(row, record.amounts, latest.amounts, `on its latest attempt ${latest.id}`, verification);
  const { refunded: stated = 0 } = record.amounts;
  if (refunded === stated) return;
  about(row, `amount_refunded is ${stated}, but its refunds come to ${refunded}`, verification);
}

/** The sums of a month are of the payments that happened in it. */
function compareTimes(
  row: InspectedRow,
  record: PaymentRecord,
  happened: number | undefined,
  ends: Parameters<typeof outcomeTime>[1],
  verification: Verification,
): void {
  if (record.happened !== happened) {
    about(row, `happened at ${record.happened}, but by its attempts at ${happened}`, verification);
  }
  const outcome = outcomeTime(record.amounts, ends);
  if (record.outcome_happened === outcome) return;
  about(row, `its outcome is of ${record.outcome_happened}, but of ${outcome} by its latest attempt`, verification);
}

function compareProcessed(
  row: InspectedRow,
  record: PaymentRecord,
  latest: PaymentAttemptRecord | undefined,
  intent: Document<'payment_intent'>,
  verification: Verification,
): void {
  if (intent.payment_record !== record.id) {
    about(row, `names payment intent ${intent.id}, whose record is ${intent.payment_record}`, verification);
    return;
  }
  if (record.currency !== intent.currency) {
    about(row, `is in ${record.currency}, but payment intent ${intent.id} is in ${intent.currency}`, verification);
  }
  if (intent.latest_payment_attempt_record !== record.latest_payment_attempt_record) {
    const [here, there] = [record.latest_payment_attempt_record, intent.latest_payment_attempt_record];
    about(row, `its latest attempt is ${here}, but ${there} of payment intent ${intent.id}`, verification);
    return;
  }
  const expected = recordAmounts(record.amounts.requested, latest, intent);
  const source = `by payment intent ${intent.id}${latest === undefined ? '' : ` and its latest attempt ${latest.id}`}`;
  compareAmounts(row, record.amounts, expected, source, verification);
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
