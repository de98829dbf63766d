/**
 * What must hold between the objects of payments, wherever they were processed. Each walk goes through one table in the
 * order of ids, beside others in the order of the object they name, and looks up what a batch names: a few batches are
 * in memory, however many payments there are and however many attempts, captures or refunds one of them has.
 */
import type { Kind } from '../../core/kernel/kind.js';
import { kindOf } from '../../core/kinds.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import { verifyAttempts } from './attempts.js';
import { verifyCharges, verifyRefunds } from './charges.js';
import { about, attempt, type Verification } from './findings.js';
import { verifyIntents } from './intents.js';
import { verifyRecords } from './records.js';
import { RowsByColumn } from './stream.js';

/** A walk through the rows of one kind; it tells how many it has gone through after each batch. */
type Walk = (inspector: Inspector, verification: Verification, onDone: (rows: number) => void) => Promise<void>;

const WALKS = {
  payment_record: verifyRecords,
  payment_attempt_record: verifyAttempts,
  payment_intent: verifyIntents,
  charge: verifyCharges,
  refund: verifyRefunds,
} as const satisfies { readonly [K in Kind]?: Walk };

export async function verifyPayments(
  inspector: Inspector,
  verification: Verification,
  objects: ReadonlyMap<Kind, number>,
): Promise<void> {
  const kinds = Object.keys(WALKS) as (keyof typeof WALKS)[];
  const total = kinds.reduce((sum, kind) => sum + (objects.get(kind) ?? 0), 0);
  let done = 0;
  for (const kind of kinds) {
    await attempt(`payments (${kindOf(kind).table})`, verification.findings, () =>
      WALKS[kind](inspector, verification, (rows) => {
        done += rows;
        verification.onProgress('payments', done, total);
      }),
    );
  }
  await attempt('refund references', verification.findings, () => uniqueReferences(inspector, verification));
}

/** A processor's name for a refund is used once; before blanks around them were taken off, some differed by those. */
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
