/** What Daybook does with an intent by itself when its time has come. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import { hand } from './asking.js';
import { query } from './authorization.js';
import { endAsCanceled, releaseHold } from './cancel.js';
import { endCaptures } from './capture.js';
import { intentReferences, Payment } from './payment.js';

export interface DuePaymentIntent {
  readonly id: string;
}

/** Doing it twice does no harm: what is not due any more stays as it is. */
export const duePaymentIntent: Command<DuePaymentIntent> = {
  reads: intentReferences,
  decide(state, { id }, context) {
    const payment = Payment.load(state, context, id);
    if (isRefusal(payment)) return payment;
    const { due_at, status } = payment.intent;
    if (due_at === undefined || due_at > payment.context.now) return payment.decision();
    if (status === 'processing') askAgain(payment);
    else if (status === 'requires_capture') expire(payment);
    else throw new Error(`${id} is ${status}, and yet something is due`);
    return payment.decision();
  },
};

/** Nobody knows how the payment ended. A question that waits is given out; where there is none, it is asked what became of it. */
function askAgain(payment: Payment): void {
  if (payment.intent.open === undefined) query(payment);
  const { due_at, open, status } = payment.intent;
  if (open !== undefined) hand(payment, open);
  else if (status === 'processing') payment.change({ due_at: due_at && later(payment, due_at) });
}

const LONGEST_WAIT_SECONDS = 24 * 60 * 60;

/** Under a test clock, the longer it takes the less often: one that advances by years would hardly arrive otherwise. */
function later(payment: Payment, ask_at: number): number {
  const { context } = payment;
  if (context.test_clock === undefined) return ask_at;
  const waited_seconds = context.now - (payment.requireAttempt().initiated_at ?? context.now);
  return Math.max(ask_at, context.now + Math.min(waited_seconds, LONGEST_WAIT_SECONDS));
}

/** The issuer holds the money no longer. What was captured stays; without a capture the payment is over. */
function expire(payment: Payment): void {
  const { draft, intent } = payment;
  if ((intent.captures ?? 0) > 0) {
    payment.change({ amount_capturable: undefined });
    draft.emit('payment_intent.amount_capturable_updated', intent.id);
    endCaptures(payment);
    return;
  }
  endAsCanceled(payment, 'expired');
  releaseHold(payment, { expired: true });
  draft.emit('payment_intent.canceled', intent.id);
}
