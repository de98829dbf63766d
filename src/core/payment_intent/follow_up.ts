/** What is asked of the processor about an authorization that is there. */
import { errors, type Refusal } from '../errors.js';
import type { DeclinedFollowUp, FollowUpRequest } from '../processor/port.js';
import type { Payment } from './payment.js';

export function followUpOf({ attempt, charge, context, intent }: Payment, amount: number): FollowUpRequest {
  const authorization = charge?.authorization;
  if (attempt === undefined || charge === undefined || authorization === undefined)
    throw new Error(`${intent.id} was never authorized`);
  return {
    reference: attempt.id,
    amount,
    authorization,
    currency: intent.currency,
    payment_method: { test_card: charge.test_card },
    metadata: intent.metadata ?? {},
    now: context.now,
  };
}

/** The processor would not: everything stays as it was. */
export function declinedFollowUp({ charge, intent }: Payment, { decline_code, message }: DeclinedFollowUp): Refusal {
  return errors.card('card_declined', message, {
    decline_code,
    ...(charge === undefined ? {} : { charge: charge.id }),
    shows: [{ member: 'payment_intent', kind: 'payment_intent', id: intent.id }],
  });
}
