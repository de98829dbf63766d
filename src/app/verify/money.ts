/**
 * What must hold between payment intents, their charges and refunds, and the movements on the balance: money is received
 * once, and what an object says of it is what its parts come to.
 */
import { type Document, type Kind, kindOf } from '../../core/kinds.js';
import type { InspectedRow, Inspector } from '../../store/port.js';
import type { Verification } from './findings.js';
import { about, belongingTo, orphans } from './joined.js';
import { RowsByColumn, rowBatches } from './stream.js';

export async function verifyMoney(inspector: Inspector, verification: Verification): Promise<void> {
  await verifyIntents(inspector, verification);
  await verifyMovements(inspector, 'charge', verification);
  await verifyMovements(inspector, 'refund', verification);
}

async function verifyIntents(inspector: Inspector, verification: Verification): Promise<void> {
  const charges = new RowsByColumn(inspector, 'charge', 'payment_intent');
  const refunds = new RowsByColumn(inspector, 'refund', 'payment_intent');
  for await (const rows of rowBatches(inspector, 'payment_intent')) {
    for (const row of rows) {
      const charged = { times: 0, captured: 0, refunded: 0 };
      for await (const found of belongingTo(row, charges, 'payment intent', verification)) {
        const charge = documentOf<'charge'>(found);
        charged.times += charge?.status === 'succeeded' ? 1 : 0;
        charged.captured += charge?.amount_captured ?? 0;
        charged.refunded += charge?.amount_refunded ?? 0;
      }
      let refunded = 0;
      for await (const found of belongingTo(row, refunds, 'payment intent', verification)) {
        refunded += returned(documentOf<'refund'>(found));
      }
      const intent = documentOf<'payment_intent'>(row);
      if (intent === undefined) continue;
      const { amount_received = 0 } = intent;
      if (charged.times > 1) about(row, `${charged.times} of its charges succeeded`, verification);
      if (amount_received !== charged.captured) {
        about(row, `amount_received is ${amount_received}, but its charges took ${charged.captured}`, verification);
      }
      if (charged.refunded !== refunded) {
        about(row, `its charges gave back ${charged.refunded}, but its refunds come to ${refunded}`, verification);
      }
    }
  }
  await orphans(charges, undefined, 'payment intent', verification);
  await orphans(refunds, undefined, 'payment intent', verification);
}

/** Charges and refunds beside what moved on the balance because of them. */
async function verifyMovements(inspector: Inspector, kind: 'charge' | 'refund', verification: Verification) {
  const movements = new RowsByColumn(inspector, 'balance_transaction', 'source', `${kindOf(kind).prefix}_`);
  for await (const rows of rowBatches(inspector, kind)) {
    for (const row of rows) {
      let moved = 0;
      for await (const found of belongingTo(row, movements, kind, verification)) {
        moved += documentOf<'balance_transaction'>(found)?.amount ?? 0;
      }
      const document = documentOf<typeof kind>(row);
      if (document === undefined) continue;
      const expected = 'payment_attempt_record' in document ? (document.amount_captured ?? 0) : 0 - returned(document);
      if (moved === expected) continue;
      about(row, `its movements on the balance come to ${moved}, not to ${expected}`, verification);
    }
  }
  await orphans(movements, undefined, kind, verification);
}

/** What a refund has given back: nothing where the money came home again. */
function returned(refund: Document<'refund'> | undefined): number {
  return refund === undefined || refund.status === 'failed' || refund.status === 'canceled' ? 0 : refund.amount;
}

/** Undefined for what is not JSON: that has been reported where every object is looked at. */
function documentOf<K extends Kind>(row: InspectedRow): Document<K> | undefined {
  try {
    return JSON.parse(row.document) as Document<K>;
  } catch {
    return undefined;
  }
}
