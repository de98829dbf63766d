/** Money that arrives: the charge, the intent and the balance move together, and only here. */
import { chargeTransaction } from '../balance/transactions.js';
import { processorOf } from '../processor/registry.js';
import type { Payment } from './payment.js';

/** Notes that `amount` was taken: a movement on the balance, of which the charge names the first. */
export function receive(payment: Payment, amount: number): void {
  const { context, draft, intent } = payment;
  const charge = payment.requireCharge();
  const { bypasses_pending = false } = processorOf(payment.requireAttempt()).aftermath(charge);
  const transaction = chargeTransaction(context, charge, amount, bypasses_pending);
  draft.create('balance_transaction', transaction);
  if (charge.balance_transaction === undefined) payment.changeCharge({ balance_transaction: transaction.id });
  payment.change({ amount_received: (intent.amount_received ?? 0) + amount });
}
