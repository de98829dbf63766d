/** Charges and refunds beside the movements on the balance that they made. */
import type { Document } from '../../core/kernel/kind.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import { about, type Verification } from './findings.js';
import { documentsNamed, RowsByColumn, rowBatches, soundDocument } from './stream.js';

type Charge = Document<'charge'>;
type Refund = Document<'refund'>;

export async function verifyCharges(
  inspector: Inspector,
  verification: Verification,
  onDone: (rows: number) => void,
): Promise<void> {
  const refunds = new RowsByColumn(inspector, 'refund', 'charge');
  const movements = new RowsByColumn(inspector, 'balance_transaction', 'source');
  for await (const rows of rowBatches(inspector, 'charge')) {
    const charges = rows.map((row) => ({ row, charge: soundDocument<'charge'>(row) }));
    const attemptOf = await documentsNamed(
      inspector,
      'payment_attempt_record',
      charges.map(({ row, charge }) => ({ scope: row.scope, id: charge?.payment_attempt_record })),
    );
    for (const { row, charge } of charges) {
      const moved = await sumMovements(row, charge, movements, verification);
      const refunded = await sumRefunds(row, charge, refunds, verification);
      if (charge === undefined) continue;
      compareSums(row, charge, moved, refunded, verification);
      const attempt = attemptOf(row.scope, charge.payment_attempt_record);
      if (attempt !== undefined && attempt.processor_details.payment_reference !== charge.id) {
        about(row, `names payment attempt record ${attempt.id}, which does not name it`, verification);
      }
    }
    onDone(rows.length);
  }
}

function compareSums(
  row: InspectedRow,
  charge: Charge,
  { sum, first }: Movements,
  refunded: number,
  verification: Verification,
): void {
  const { amount, amount_captured = 0, amount_refunded = 0, balance_transaction, status } = charge;
  if (amount_captured !== sum) {
    about(row, `amount_captured is ${amount_captured}, but its balance transactions come to ${sum}`, verification);
  }
  if (balance_transaction !== first) {
    about(row, `its first balance transaction is ${first}, but it names ${balance_transaction}`, verification);
  }
  if (amount_refunded !== refunded) {
    about(row, `amount_refunded is ${amount_refunded}, but its refunds come to ${refunded}`, verification);
  }
  if (amount_refunded > amount_captured) {
    about(row, `amount_refunded ${amount_refunded} exceeds the captured ${amount_captured}`, verification);
  }
  if (amount_captured > amount || (amount_captured > 0 && status !== 'succeeded')) {
    about(row, `is ${status} over ${amount}, but ${amount_captured} of it was captured`, verification);
  }
}

/** What was refunded, or is about to be. */
async function sumRefunds(
  row: InspectedRow,
  charge: Charge | undefined,
  refunds: RowsByColumn,
  verification: Verification,
): Promise<number> {
  let sum = 0;
  for await (const found of refunds.naming(row)) {
    const refund = soundDocument<'refund'>(found);
    if (refund === undefined) continue;
    if (!isOff(refund)) sum += refund.amount;
    if (charge === undefined) continue;
    if (refund.currency !== charge.currency) {
      about(found, `is in ${refund.currency}, but charge ${charge.id} is in ${charge.currency}`, verification);
    }
    if (refund.payment_intent !== charge.payment_intent) {
      about(
        found,
        `names payment intent ${refund.payment_intent}, but charge ${charge.id} is one of ${charge.payment_intent}`,
        verification,
      );
    }
  }
  return sum;
}

/** The money stayed, or came back. */
function isOff({ status }: Refund): boolean {
  return status === 'failed' || status === 'canceled';
}

export async function verifyRefunds(
  inspector: Inspector,
  verification: Verification,
  onDone: (rows: number) => void,
): Promise<void> {
  const movements = new RowsByColumn(inspector, 'balance_transaction', 'source');
  for await (const rows of rowBatches(inspector, 'refund')) {
    for (const row of rows) {
      const refund = soundDocument<'refund'>(row);
      const { sum, first, last } = await sumMovements(row, refund, movements, verification);
      if (refund === undefined) continue;
      const { amount, balance_transaction, failure_balance_transaction } = refund;
      if (!Number.isSafeInteger(amount) || amount <= 0) about(row, `its amount is ${amount}`, verification);
      const expected = isOff(refund) ? 0 : -amount;
      if (sum !== expected) {
        about(row, `its balance transactions come to ${sum}, but should to ${expected}`, verification);
      }
      if (balance_transaction !== first) {
        about(row, `its first balance transaction is ${first}, but it names ${balance_transaction}`, verification);
      }
      if (failure_balance_transaction !== undefined && failure_balance_transaction !== last) {
        about(
          row,
          `its last balance transaction is ${last}, but it names ${failure_balance_transaction}`,
          verification,
        );
      }
    }
    onDone(rows.length);
  }
}

interface Movements {
  readonly sum: number;
  /** In the order in which they were made. */
  readonly first: string | undefined;
  readonly last: string | undefined;
}

/** What moves for a charge or a refund; for disputes other movements are made, with them as their source. */
const TYPES: Readonly<Record<string, readonly Document<'balance_transaction'>['type'][]>> = {
  charge: ['charge'],
  refund: ['refund', 'refund_failure'],
};

async function sumMovements(
  row: InspectedRow,
  source: Charge | Refund | undefined,
  movements: RowsByColumn,
  verification: Verification,
): Promise<Movements> {
  let sum = 0;
  let first: string | undefined;
  let last: string | undefined;
  for await (const found of movements.naming(row)) {
    first ??= found.id;
    last = found.id;
    const movement = soundDocument<'balance_transaction'>(found);
    if (movement === undefined) continue;
    sum += movement.amount;
    if (TYPES[row.kind]?.includes(movement.type) !== true) {
      about(found, `is of type ${movement.type}, but its source is ${row.id}`, verification);
    }
    if (source !== undefined && movement.currency !== source.currency) {
      about(found, `is in ${movement.currency}, but ${row.id} is in ${source.currency}`, verification);
    }
  }
  return { sum, first, last };
}
