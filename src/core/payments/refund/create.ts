/** Giving money back that was captured. */
import { checkCarried } from '../../kernel/carried_amounts.js';
import { formatAmount } from '../../kernel/currencies.js';
import type { Command, Context, State } from '../../kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, newMetadata } from '../../kernel/shared.js';
import type { Charge } from '../charge/types.js';
import { checkRefundable, settleWarnings } from '../dispute/refundable.js';
import { Payment } from '../payment_intent/payment.js';
import { ask } from './asking.js';
import { makeRefund } from './money.js';
import {
  capturedSoFarRefunded,
  chargeAlreadyRefunded,
  chargeDidNotSucceed,
  nothingToRefund,
  refundTooLarge,
} from './refusals.js';
import type { Refund } from './types.js';

export interface CreateRefund {
  /** What is refunded: a charge, or the charge of an intent that succeeded. */
  readonly of: { readonly charge: string } | { readonly payment_intent: string };
  /** Absent: everything that has not been refunded yet. */
  readonly amount: number | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly reason: Refund['reason'] | undefined;
}

export const createRefund: Command<CreateRefund> = {
  reads: ({ of }) => [
    'charge' in of ? { kind: 'charge', id: of.charge } : { kind: 'payment_intent', id: of.payment_intent },
  ],
  decide(state, input, context) {
    const payment = paymentOf(state, input.of, context);
    if (isRefusal(payment)) return payment;
    const { draft, intent } = payment;
    const charge = payment.requireCharge();
    const disputed = checkRefundable(draft, charge);
    if (disputed !== undefined) return disputed;
    const amount = amountOf(charge, input);
    if (isRefusal(amount)) return amount;
    const id = context.newId('refund');
    makeRefund(
      payment,
      compact<Refund>({
        id,
        created: payment.context.now,
        amount,
        currency: intent.currency,
        status: 'pending',
        charge: charge.id,
        customer: intent.customer,
        metadata: newMetadata(input.metadata),
        payment_intent: intent.id,
        payment_method: charge.payment_method_details.payment_method,
        reason: input.reason,
        test_clock: intent.test_clock,
      }),
    );
    ask(payment, 'refund', id);
    draft.emit('refund.created', id);
    draft.emit('charge.refunded', charge.id);
    settleWarnings(draft, payment.requireCharge());
    return payment.decision({ kind: 'refund', id });
  },
};

/** The payment whose money is to go back; refused where it has brought none. */
function paymentOf(state: State, of: CreateRefund['of'], context: Context): Payment | Refusal {
  if ('charge' in of) {
    const charge = state.get('charge', of.charge)?.document;
    if (charge === undefined) return errors.noSuchReference('charge', of.charge, 'charge');
    const payment = Payment.load(state, context, charge.payment_intent);
    if (isRefusal(payment)) return payment;
    if (payment.charge?.id !== charge.id) {
      return chargeDidNotSucceed(charge.id);
    }
    return hasBroughtMoney(charge) ? payment : nothingToRefund(charge.payment_intent, 'charge');
  }
  if (state.get('payment_intent', of.payment_intent) === undefined) {
    return errors.noSuchReference('payment_intent', of.payment_intent, 'payment_intent');
  }
  const payment = Payment.load(state, context, of.payment_intent);
  if (isRefusal(payment)) return payment;
  const is_charged = payment.charge !== undefined && hasBroughtMoney(payment.charge);
  return is_charged ? payment : nothingToRefund(of.payment_intent, 'payment_intent');
}

function hasBroughtMoney({ status, amount_captured = 0 }: Charge): boolean {
  return status === 'succeeded' && amount_captured > 0;
}

function amountOf(charge: Charge, input: CreateRefund): number | Refusal {
  const { amount_captured = 0, amount_refunded = 0, captured, currency, id } = charge;
  const left = amount_captured - amount_refunded;
  // In between captures there is more to come, and then to refund.
  if (left === 0 && captured === true) return chargeAlreadyRefunded(id);
  const amount = input.amount ?? left;
  if (amount === 0) {
    return capturedSoFarRefunded(id);
  }
  if (amount > left) {
    return refundTooLarge(formatAmount(amount, currency), formatAmount(left, currency));
  }
  // What is left can always be given back as a whole.
  return (amount === left ? undefined : checkCarried(amount, currency)) ?? amount;
}
