/** What processor and Daybook say of the same payments, once nothing is open any more: the same. */
import type { Kind } from '../../src/core/kernel/kind.js';
import type { PaymentIntent } from '../../src/core/payments/payment_intent/types.js';
import type { PaymentAttemptRecord } from '../../src/core/payments/payment_record/types.js';
import type { Refund } from '../../src/core/payments/refund/types.js';
import type { Store } from '../../src/store/port.js';
import type { FarProcessor } from '../support/far_processor.js';

const ALL = 100_000;

/** What is not the same; undefined where all is. */
export async function checkMoney(store: Store, live: number, processor: FarProcessor): Promise<string | undefined> {
  const all = async <D>(kind: Kind): Promise<D[]> => {
    const rows = await store.rows(kind, { scope: live, id: '' }, ALL);
    return rows.filter(({ scope }) => scope === live).map(({ document }) => JSON.parse(document) as D);
  };
  const attempts = await all<PaymentAttemptRecord>('payment_attempt_record');
  const refunds = await all<Refund>('refund');
  const known = new Set(attempts.map(({ id }) => id));
  for (const reference of processor.accounts.keys()) {
    if (!known.has(reference)) return `the processor has a payment ${reference}, which nobody knows`;
  }
  for (const intent of await all<PaymentIntent>('payment_intent')) {
    const references = attempts.filter(({ payment_record }) => payment_record === intent.payment_record);
    const wrong = wrongWith(
      intent,
      references.map(({ id }) => id),
      refunds.filter(({ payment_intent }) => payment_intent === intent.id),
      processor,
    );
    if (wrong !== undefined) return `${intent.id} (${intent.status}): ${wrong}`;
  }
  return undefined;
}

function wrongWith(
  { amount_capturable = 0, amount_received = 0 }: PaymentIntent,
  references: readonly string[],
  refunds: readonly Refund[],
  processor: FarProcessor,
): string | undefined {
  const accounts = references.flatMap((reference) => processor.accounts.get(reference) ?? []);
  const taken = sumOf(accounts.map((account) => account.taken));
  if (taken !== amount_received) return `${taken} were taken, and ${amount_received} received`;
  // With the last part that is captured, the rest is let go of.
  const held = sumOf(accounts.map((account) => (account.is_released ? 0 : account.held - account.taken)));
  const may_be_less = taken > 0 && amount_capturable === 0;
  if (held !== amount_capturable && !may_be_less) return `${held} are held, and ${amount_capturable} capturable`;
  const back = [...processor.refunds.values()].filter(({ reference }) => references.includes(reference));
  const kept = refunds.filter(({ status }) => status !== 'failed');
  const [given, refunded] = [sumOf(back.map(({ amount }) => amount)), sumOf(kept.map(({ amount }) => amount))];
  return given === refunded ? undefined : `${given} went back, and ${refunded} were refunded`;
}

function sumOf(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => sum + amount, 0);
}
