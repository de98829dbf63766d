/** The payer has been to the authentication page. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import { authorize, fail, methodOf } from './authorization.js';
import { intentReferences, Payment } from './payment.js';
import { authenticationFailed } from './refusals.js';
import { checkStatus } from './states.js';

export interface AuthenticatePaymentIntent {
  readonly id: string;
  readonly outcome: 'succeeded' | 'failed';
}

export const authenticatePaymentIntent: Command<AuthenticatePaymentIntent> = {
  reads: intentReferences,
  decide(state, { id, outcome }, context) {
    const payment = Payment.load(state, context, id);
    if (isRefusal(payment)) return payment;
    const refused = checkStatus(payment.intent, 'authenticate');
    if (refused !== undefined) return refused;
    const { intent } = payment;
    if (outcome === 'failed') {
      const { code, message } = authenticationFailed();
      fail(payment, { type: 'invalid_request_error', code, message, payment_method: methodOf(payment) });
      return payment.decision();
    }
    payment.changeAttempt({ authenticated: true });
    if (intent.confirmation_method === 'manual') {
      payment.change({ status: 'requires_confirmation', next_action: undefined });
      return payment.decision();
    }
    // What becomes of it is told by the intent and its events: nobody waits for an error here.
    authorize(payment, false);
    return payment.decision();
  },
};
