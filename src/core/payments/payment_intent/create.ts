/** Making an intent, and confirming it at once where the request says so. */

import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import { namedCustomer } from '../customer/named.js';
import { type GivenPaymentMethod, givenReferences, usableMethod } from '../payment_method/given.js';
import { checkAmount } from './amounts.js';
import { type Confirmation, confirm } from './confirm.js';
import { type IntentMembers, withMembers } from './members.js';
import { Payment } from './payment.js';
import type { PaymentIntent } from './types.js';

export interface CreatePaymentIntent {
  readonly amount: number;
  readonly currency: string;
  readonly confirmation_method: 'manual' | undefined;
  readonly members: IntentMembers;
  readonly payment_method: GivenPaymentMethod | undefined;
  /** Present where the intent is confirmed at once. */
  readonly confirmation: Confirmation | undefined;
}

export const createPaymentIntent: Command<CreatePaymentIntent> = {
  reads: ({ members, payment_method }) => [
    ...givenReferences(payment_method),
    ...(typeof members.customer === 'string' ? [{ kind: 'customer' as const, id: members.customer }] : []),
  ],
  decide(state, input, context) {
    const { amount, currency, members, confirmation } = input;
    const wrong_amount = checkAmount(amount, currency);
    if (wrong_amount !== undefined) return wrong_amount;
    const customer = namedCustomer(state, members.customer);
    if (isRefusal(customer)) return customer;
    const draft = Draft.under(state, context, customer?.test_clock);
    if (isRefusal(draft)) return draft;
    const method = given(draft, input);
    if (isRefusal(method)) return method;
    const intent = withMembers(
      compact<PaymentIntent>({
        id: context.newId('payment_intent'),
        created: draft.context.now,
        amount,
        currency,
        status: method === undefined ? 'requires_payment_method' : 'requires_confirmation',
        capture_method: members.capture_method ?? 'automatic_async',
        confirmation_method: input.confirmation_method,
        payment_method: method,
        payment_record: context.newId('payment_record'),
        test_clock: customer?.test_clock,
      }),
      members,
      context,
    );
    if (isRefusal(intent)) return intent;
    const payment = Payment.begin(draft, intent);
    draft.emit('payment_intent.created', intent.id);
    if (confirmation === undefined) return payment.decision();
    const answer = confirm(payment, undefined, confirmation);
    return answer === undefined || answer.status === 402 ? payment.decision(answer) : answer;
  },
};

/** The id of the payment method; undefined where the request names none. */
function given(draft: Draft, { payment_method, members }: CreatePaymentIntent): string | undefined | Refusal {
  if (payment_method === undefined) return undefined;
  const method = usableMethod(draft, payment_method, members.customer ?? undefined);
  return isRefusal(method) ? method : method.id;
}
