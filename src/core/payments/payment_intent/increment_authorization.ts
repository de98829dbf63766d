/** Asking the issuer to hold more. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { type MetadataPatch, replaced } from '../../kernel/shared.js';
import type { GivenAmountDetails, GivenPaymentDetails } from '../amount_details/types.js';
import { checkAmount, maximumIncrement } from './amounts.js';
import { ask, authorizationOf, declinedFollowUp, followUpOf, patched, resume, type Settle } from './asking.js';
import { withMembers } from './members.js';
import { intentReferences, Payment } from './payment.js';
import {
  incrementAfterCapture,
  incrementIsNone,
  incrementsNotSupported,
  incrementTooLarge,
  tooManyIncrements,
} from './refusals.js';
import { checkStatus } from './states.js';

export interface IncrementAuthorization {
  readonly id: string;
  /** The new total, not what is added. */
  readonly amount: number;
  readonly amount_details: GivenAmountDetails | null | undefined;
  readonly description: string | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly payment_details: GivenPaymentDetails | null | undefined;
}

/** Declined ones count as well. */
const MAXIMUM_INCREMENTS = 10;

export const incrementAuthorization: Command<IncrementAuthorization> = {
  reads: intentReferences,
  decide(state, { id, amount, ...members }, context) {
    const payment = Payment.load(state, context, id);
    if (isRefusal(payment)) return payment;
    const refused = checkStatus(payment.intent, 'increment_authorization') ?? checkIncrement(payment, amount);
    if (refused !== undefined) return refused;
    const { intent } = payment;
    const changed = withMembers(intent, members, context, { amount, currency: intent.currency });
    if (isRefusal(changed)) return changed;
    payment.change({ increments: (intent.increments ?? 0) + 1 });
    const { description, metadata } = members;
    const { amount_details, payment_details } = changed;
    const purpose = { amount, amount_details, description, metadata, payment_details };
    return payment.decision(ask(payment, 'increment', followUpOf(payment, amount), purpose, settleIncrement));
  },
};

export const settleIncrement: Settle<'increment'> = (payment, purpose, answer) => {
  if (answer.outcome === 'declined') return declinedFollowUp(payment, answer);
  resume(payment);
  const { draft, intent } = payment;
  const { amount, amount_details, description, metadata, payment_details } = purpose;
  payment.change({
    amount,
    amount_capturable: amount,
    amount_details,
    description: replaced(intent.description, description),
    metadata: patched(intent.metadata, metadata),
    payment_details,
  });
  const charge = payment.changeCharge({ amount, authorization: answer.authorization });
  draft.emit('payment_intent.amount_capturable_updated', intent.id);
  draft.emit('charge.updated', charge.id);
  return undefined;
};

function checkIncrement(payment: Payment, amount: number): Refusal | undefined {
  const { intent } = payment;
  const { amount: authorized, incremental } = authorizationOf(payment);
  if (incremental !== true) return incrementsNotSupported();
  if ((intent.captures ?? 0) > 0) return incrementAfterCapture();
  if ((intent.increments ?? 0) >= MAXIMUM_INCREMENTS) return tooManyIncrements(MAXIMUM_INCREMENTS);
  if (amount <= authorized) return incrementIsNone(authorized);
  const maximum = maximumIncrement(authorized, intent.currency);
  return amount > maximum ? incrementTooLarge(authorized, maximum) : checkAmount(amount, intent.currency);
}
