/** Giving up a payment before its money was taken: by the caller, or because nobody captured it in time. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import type { Charge } from '../charge/types.js';
import { ask, declinedFollowUp, followUpOf, type Settle } from './asking.js';
import { intentReferences, Payment } from './payment.js';
import { partlyCaptured } from './refusals.js';
import { checkStatus } from './states.js';
import type { CancellationReason } from './types.js';

export interface CancelPaymentIntent {
  readonly id: string;
  readonly cancellation_reason: CancellationReason | undefined;
}

export const cancelPaymentIntent: Command<CancelPaymentIntent> = {
  reads: intentReferences,
  decide(state, { id, cancellation_reason }, context) {
    const payment = Payment.load(state, context, id);
    if (isRefusal(payment)) return payment;
    const { intent } = payment;
    const refused = checkStatus(intent, 'cancel');
    if (refused !== undefined) return refused;
    if ((intent.captures ?? 0) > 0) return partlyCaptured(id);
    if (intent.status === 'requires_capture') {
      const request = followUpOf(payment, intent.amount_capturable ?? 0);
      return ask(payment, 'void', request, { cancellation_reason }, settleVoid) ?? payment.decision();
    }
    endAsCanceled(payment, cancellation_reason);
    payment.draft.emit('payment_intent.canceled', id);
    return payment.decision();
  },
};

export const settleVoid: Settle<'void'> = (payment, { cancellation_reason }, answer) => {
  if (answer.outcome === 'declined') return declinedFollowUp(payment, answer);
  releaseHold(payment);
  endAsCanceled(payment, cancellation_reason);
  payment.draft.emit('payment_intent.canceled', payment.intent.id);
  return undefined;
};

/** The payer has all the money again. */
export function releaseHold(payment: Payment, members: Partial<Charge> = {}): void {
  const { id } = payment.changeCharge({ ...members, released_at: payment.context.now });
  if (members.expired === true) payment.draft.emit('charge.expired', id);
  payment.draft.emit('charge.hold_refunded', id);
}

export function endAsCanceled(payment: Payment, cancellation_reason: CancellationReason | undefined): void {
  const { attempt, context } = payment;
  const is_open = attempt !== undefined && attempt.failed_at === undefined && attempt.canceled_at === undefined;
  if (is_open) payment.changeAttempt({ canceled_at: context.now });
  payment.change({
    status: 'canceled',
    amount_capturable: undefined,
    canceled_at: context.now,
    cancellation_reason,
    due_at: undefined,
    next_action: undefined,
  });
}
