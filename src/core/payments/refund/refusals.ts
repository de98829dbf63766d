/** Why money is not given back. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

/** Also where money is only held: nothing was captured that could go back. */
export function nothingToRefund(intent: string, param: 'charge' | 'payment_intent'): Refusal {
  return invalid(`This PaymentIntent (${intent}) does not have a successful charge to refund.`, { param });
}

/** A charge of an earlier try. */
export function chargeDidNotSucceed(charge: string): Refusal {
  return invalid(`Charge ${charge} did not succeed, so there is nothing to refund.`, { param: 'charge' });
}

export function chargeAlreadyRefunded(charge: string): Refusal {
  return invalid(`Charge ${charge} has already been refunded.`, { code: 'charge_already_refunded' });
}

/** In between captures. */
export function capturedSoFarRefunded(charge: string): Refusal {
  return invalid(`Everything that has been captured of charge ${charge} so far has been refunded.`);
}

export function refundTooLarge(amount: string, left: string): Refusal {
  return invalid(`Refund amount (${amount}) is greater than unrefunded amount on charge (${left})`, {
    param: 'amount',
  });
}

export function notCancelable(status: string): Refusal {
  return invalid(
    `You cannot cancel this Refund because it has a status of ${status}. Only a Refund with one of the following statuses may be canceled: requires_action.`,
  );
}

export function nothingNamed(): Refusal {
  return invalid('One of the following params should be provided for this request: payment_intent or charge.');
}
