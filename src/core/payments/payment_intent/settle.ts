/** The answer of a processor that did not answer at once, brought by whoever has asked it. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import type { Answer } from '../processor/port.js';
import { type Settle, settleOpen } from './asking.js';
import { settleAuthorization, settleQuery } from './authorization.js';
import { settleVoid } from './cancel.js';
import { settleCapture } from './capture.js';
import { settleIncrement } from './increment_authorization.js';
import { intentReferences, Payment } from './payment.js';
import type { IntentAsks } from './types.js';

export interface SettlePaymentIntent {
  readonly id: string;
  /** What was asked. */
  readonly key: string;
  /** For which turn it was asked. */
  readonly turn: number;
  readonly answer: Answer;
}

const SETTLE: { readonly [A in IntentAsks]: Settle<A> } = {
  authorize: settleAuthorization,
  query: settleQuery,
  capture: settleCapture,
  increment: settleIncrement,
  void: settleVoid,
};

/** Doing it twice does no harm: an answer to what is not open any more, or is somebody else's to ask, changes nothing. */
export const settlePaymentIntent: Command<SettlePaymentIntent> = {
  reads: intentReferences,
  decide(state, { id, key, turn, answer }, context) {
    const payment = Payment.load(state, context, id);
    if (isRefusal(payment)) return payment;
    const { open } = payment.intent;
    if (open?.question.key === key && open.turn === turn) {
      // What the answer was is told by the intent and its events: nobody waits for an error here.
      settleOpen(payment, open as never, answer as never, SETTLE[open.question.asks] as Settle<IntentAsks>);
    }
    return payment.decision();
  },
};
