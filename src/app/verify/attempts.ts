/** Attempts of payments that Daybook processed, beside their charges. */
import { attemptAmounts } from '../../core/payments/payment_record/processed.js';
import type { Inspector } from '../../store/port.js';
import { compareAmounts } from './amounts.js';
import { about, type Verification } from './findings.js';
import { documentsNamed, rowBatches, soundDocument } from './stream.js';

export async function verifyAttempts(
  inspector: Inspector,
  verification: Verification,
  onDone: (rows: number) => void,
): Promise<void> {
  for await (const rows of rowBatches(inspector, 'payment_attempt_record')) {
    const attempts = rows
      .map((row) => ({ row, attempt: soundDocument<'payment_attempt_record'>(row) }))
      .filter(({ attempt }) => attempt?.reported_by === 'stripe');
    const chargeOf = await documentsNamed(
      inspector,
      'charge',
      attempts.map(({ row, attempt }) => ({ scope: row.scope, id: attempt?.processor_details.payment_reference })),
    );
    for (const { row, attempt } of attempts) {
      if (attempt === undefined) continue;
      const { payment_reference } = attempt.processor_details;
      const charge = chargeOf(row.scope, payment_reference);
      // A charge that is not there has been found where every object is looked at.
      if (payment_reference !== undefined && charge === undefined) continue;
      if (charge !== undefined && charge.payment_attempt_record !== attempt.id) {
        about(row, `names charge ${charge.id}, whose attempt is ${charge.payment_attempt_record}`, verification);
        continue;
      }
      // What an attempt that has ended was to collect is its own: the intent may be meant to collect more by now.
      const { requested, intended = requested } = attempt.amounts;
      const source = charge === undefined ? 'without a charge' : `by its charge ${charge.id}`;
      compareAmounts(row, attempt.amounts, attemptAmounts(attempt, charge, intended), source, verification);
    }
    onDone(rows.length);
  }
}
