/** What is asked of the processor about an authorization that is there. */

import { errors, type Refusal } from '../../kernel/errors.js';
import type { Authorization } from '../card_authorization.js';
import type { DeclinedFollowUp, FollowUpRequest } from '../processor/port.js';
import type { Payment } from './payment.js';

export function followUpOf(payment: Payment, amount: number): FollowUpRequest {
  const { context, intent } = payment;
  return {
    reference: payment.requireAttempt().id,
    amount,
    authorization: authorizationOf(payment),
    currency: intent.currency,
    payment_method: { test_card: payment.requireCharge().test_card },
    metadata: intent.metadata ?? {},
    now: context.now,
  };
}

/** What the issuer granted a payment that was authorized. */
export function authorizationOf(payment: Payment): Authorization {
  const { authorization, id } = payment.requireCharge();
  if (authorization === undefined) throw new Error(`${id} was never authorized`);
  return authorization;
}

/** The processor would not: everything stays as it was. */
export function declinedFollowUp(payment: Payment, { decline_code, message }: DeclinedFollowUp): Refusal {
  return errors.card('card_declined', message, {
    decline_code,
    charge: payment.requireCharge().id,
    shows: [{ member: 'payment_intent', kind: 'payment_intent', id: payment.intent.id }],
  });
}
