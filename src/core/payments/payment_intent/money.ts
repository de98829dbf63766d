/** Money that arrives: the charge, the intent and the balance move together, and only here. */
import { chargeTransaction } from '../balance/transactions.js';
import { testCardByKey } from '../processor/sandbox/test_cards.js';
import type { Payment } from './payment.js';

/** Notes that `amount` was taken: a movement on the balance, of which the charge names the first. */
export function receive(payment: Payment, amount: number): void {
  const { context, draft, intent } = payment;
  const charge = payment.requireCharge();
  const behaviour = charge.test_card === undefined ? undefined : testCardByKey(charge.test_card)?.behaviour.kind;
  const transaction = chargeTransaction(context, charge, amount, behaviour === 'bypasses_pending');
  draft.create('balance_transaction', transaction);
  if (charge.balance_transaction === undefined) payment.changeCharge({ balance_transaction: transaction.id });
  payment.change({ amount_received: (intent.amount_received ?? 0) + amount });
}
