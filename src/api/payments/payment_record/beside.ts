/** What is told of payments that stands in no record: read for a whole page of them at once. */
import type { PaymentRecord } from '../../../core/payments/payment_record/types.js';
import type { Scope } from '../../../store/page.js';
import type { Reader } from '../../../store/port.js';

/** By the ids of records. */
type Numbers = ReadonlyMap<string, number>;
type Source = Pick<Reader, 'totals'>;

/** How many there are of each record, from their index. A record that nobody has tried to pay has none. */
export async function attemptsOf(source: Source, scope: Scope, ids: readonly string[]): Promise<Numbers> {
  const totals = await source.totals({
    scope,
    kind: 'payment_attempt_record',
    by: ['payment_record'],
    where: [{ field: { column: 'payment_record' }, operator: 'in', value: null, values: ids }],
  });
  const counted = new Map(totals.map(({ by: [record], count }) => [String(record), count]));
  return new Map(ids.map((id) => [id, counted.get(id) ?? 0]));
}

/**
 * What receiving the money has cost, in minor units: what was guaranteed less what came to the balance, from the index of
 * its movements. Of a payment that was reported nobody knows, nor of one that nothing was received of.
 */
export async function feesOf(source: Source, scope: Scope, records: readonly PaymentRecord[]): Promise<Numbers> {
  const by_charge = new Map(records.flatMap((record) => (isReceived(record) ? [[chargeOf(record), record]] : [])));
  const totals = await source.totals({
    scope,
    kind: 'balance_transaction',
    sum: 'net',
    by: ['source'],
    where: [{ field: { column: 'source' }, operator: 'in', value: null, values: [...by_charge.keys()] }],
  });
  return new Map(
    totals.flatMap(({ by: [charge], sum }) => {
      const record = by_charge.get(String(charge));
      return record === undefined ? [] : [[record.id, (record.amounts.guaranteed ?? 0) - Number(sum)]];
    }),
  );
}

function isReceived({ amounts, reported_by }: PaymentRecord): boolean {
  return reported_by === 'stripe' && (amounts.guaranteed ?? 0) > 0;
}

/** The charge of a payment that was processed here is what its processor calls it. */
function chargeOf({ processor_details }: PaymentRecord): string {
  return processor_details.payment_reference ?? '';
}
