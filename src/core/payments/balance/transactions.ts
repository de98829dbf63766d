/**
 * Movements of money on the account's balance, one function for each reason. What is received waits before it can be
 * used; everything else counts at once, so that the available balance never says more than there is.
 */

import type { Context } from '../../kernel/decision.js';
import { compact, type Loose } from '../../kernel/shared.js';
import type { Charge } from '../charge/types.js';
import type { Dispute } from '../dispute/types.js';
import type { Refund } from '../refund/types.js';
import { availableOn, DISPUTE_FEE, processingFee } from './fees.js';
import type { BalanceTransaction } from './types.js';

/** Money received: the whole of a charge, or what one of several captures took. */
export function chargeTransaction(
  context: Context,
  charge: Pick<Charge, 'id' | 'currency' | 'description' | 'test_clock'>,
  amount: number,
  bypasses_pending: boolean,
): BalanceTransaction {
  return transaction(context, {
    type: 'charge',
    amount,
    fee: processingFee(amount, charge.currency),
    currency: charge.currency,
    available_on: availableOn(context.now, bypasses_pending),
    description: charge.description,
    source: charge.id,
    test_clock: charge.test_clock,
  });
}

type Refunded = Pick<Refund, 'id' | 'amount' | 'currency' | 'test_clock'>;
type RefundedCharge = Pick<Charge, 'id' | 'description'>;

/** Money given back. The fee of the charge is not returned. */
export function refundTransaction(context: Context, refund: Refunded, charge: RefundedCharge): BalanceTransaction {
  return transaction(context, {
    type: 'refund',
    amount: -refund.amount,
    currency: refund.currency,
    available_on: context.now,
    description: described('REFUND FOR CHARGE', charge),
    source: refund.id,
    test_clock: refund.test_clock,
  });
}

/** A refund that did not arrive: its money is back. */
export function refundFailureTransaction(
  context: Context,
  refund: Refunded,
  charge: RefundedCharge,
): BalanceTransaction {
  return transaction(context, {
    type: 'refund_failure',
    amount: refund.amount,
    currency: refund.currency,
    available_on: context.now,
    description: described('REFUND FAILURE FOR CHARGE', charge),
    source: refund.id,
    test_clock: refund.test_clock,
  });
}

type Disputed = Pick<Dispute, 'id' | 'amount' | 'currency' | 'charge' | 'test_clock'>;

/** The bank takes back what is disputed, and the dispute has its price. */
export function disputeTransaction(context: Context, dispute: Disputed): BalanceTransaction {
  return transaction(context, {
    type: 'adjustment',
    amount: -dispute.amount,
    fee: DISPUTE_FEE,
    currency: dispute.currency,
    available_on: context.now,
    description: `Chargeback withdrawal for ${dispute.charge}`,
    source: dispute.id,
    test_clock: dispute.test_clock,
  });
}

/** A dispute that was won: the amount is back, its fee is not. */
export function disputeReversalTransaction(context: Context, dispute: Disputed): BalanceTransaction {
  return transaction(context, {
    type: 'adjustment',
    amount: dispute.amount,
    currency: dispute.currency,
    available_on: context.now,
    description: `Chargeback reversal for ${dispute.charge}`,
    source: dispute.id,
    test_clock: dispute.test_clock,
  });
}

type Movement = Omit<Loose<BalanceTransaction>, 'id' | 'created'>;

function transaction(context: Context, movement: Movement): BalanceTransaction {
  const { available_on, test_clock } = movement;
  return compact<BalanceTransaction>({
    id: context.newId('balance_transaction'),
    created: context.now,
    ...movement,
    is_available: test_clock !== undefined && available_on <= context.now ? true : undefined,
  });
}

function described(what: string, { description }: RefundedCharge): string {
  return description === undefined ? what : `${what} (${description})`;
}
