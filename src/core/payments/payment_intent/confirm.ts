/** Confirming: the payment is tried, on its own or as a part of creating the intent. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { type GivenPaymentMethod, givenReferences, unusable, usableMethod } from '../payment_method/given.js';
import { checkReturnUrl } from '../payment_method/redirects.js';
import type { PaymentMethod } from '../payment_method/types.js';
import { snapshotOf } from '../payment_record/payment_method_details.js';
import { processorFor } from '../processor/registry.js';
import { checkAmount } from './amounts.js';
import { authorize } from './authorization.js';
import { type IntentMembers, withMembers } from './members.js';
import { intentReferences, Payment } from './payment.js';
import { cardsNotAllowed, descriptorOfCard, methodMissing, otherAmount } from './refusals.js';
import { checkStatus } from './states.js';
import type { MandateAcceptance, PaymentIntent } from './types.js';

/** What only the confirmation is told, and not kept for later ones. */
export interface Confirmation {
  readonly error_on_requires_action?: boolean | undefined;
  /** Absent: the payer is there. */
  readonly off_session?: boolean | undefined;
  /** Nothing redirects: types were named, or the payer's browser has Stripe's script see to it. */
  readonly never_redirects?: boolean | undefined;
  readonly mandate_acceptance?: MandateAcceptance | undefined;
  readonly radar_session?: string | undefined;
  readonly return_url?: string | undefined;
  /** The caller has Stripe's SDK follow `next_action`, wherever the payer returns to. */
  readonly use_stripe_sdk?: boolean | undefined;
}

export interface ConfirmPaymentIntent {
  readonly id: string;
  /** What the caller believes the amount to be. */
  readonly amount_to_confirm: number | undefined;
  readonly confirmation: Confirmation;
  readonly members: IntentMembers;
  /** Absent: the one that the intent has. */
  readonly payment_method: GivenPaymentMethod | undefined;
}

export const confirmPaymentIntent: Command<ConfirmPaymentIntent> = {
  reads: (input) => [...intentReferences(input), ...givenReferences(input.payment_method)],
  decide(state, input, context) {
    const payment = Payment.load(state, context, input.id);
    if (isRefusal(payment)) return payment;
    const refused = checkStatus(payment.intent, 'confirm');
    if (refused !== undefined) return refused;
    const { amount } = payment.intent;
    if (input.amount_to_confirm !== undefined && input.amount_to_confirm !== amount) {
      return otherAmount(input.amount_to_confirm, amount);
    }
    const intent = withMembers(payment.intent, input.members, context);
    if (isRefusal(intent)) return intent;
    payment.replace(intent);
    const answer = confirm(payment, input.payment_method, input.confirmation);
    return answer === undefined || answer.status === 402 ? payment.decision(answer) : answer;
  },
};

/**
 * Tries to collect the payment. Undefined where it is on its way or done; a card error (402) tells of a try that was
 * declined and is kept; any other refusal comes before the try, and the whole command is refused.
 */
export function confirm(
  payment: Payment,
  given: GivenPaymentMethod | undefined,
  confirmation: Confirmation,
): Refusal | undefined {
  const { error_on_requires_action = false, never_redirects, off_session, return_url, use_stripe_sdk } = confirmation;
  const { context, intent } = payment;
  const taking = processorFor(context);
  if (isRefusal(taking)) return taking;
  const unable = checkAmount(intent.amount, intent.currency) ?? checkTypes(intent) ?? checkDescriptor(intent);
  if (unable !== undefined) return unable;
  const method = methodOf(payment, given);
  if (isRefusal(method)) return method;
  payment.change({
    mandate_acceptance: confirmation.mandate_acceptance,
    off_session: off_session === true ? true : undefined,
    payment_method: method.id,
    radar_session: confirmation.radar_session,
    ...(return_url === undefined ? {} : { return_url }),
    uses_stripe_sdk: use_stripe_sdk === true ? true : undefined,
  });
  const nowhere = never_redirects === true ? undefined : checkReturnUrl(payment.intent, 'PaymentIntent');
  if (nowhere !== undefined) return nowhere;
  if (!continues(payment, method)) {
    endOpenAttempt(payment);
    payment.openAttempt(snapshotOf(method), taking.name);
  }
  return authorize(payment, error_on_requires_action);
}

/** What the payer's bank prints of a card payment begins with the account's own name; only the rest is the payment's. */
function checkDescriptor({ statement_descriptor }: PaymentIntent): Refusal | undefined {
  return statement_descriptor === undefined ? undefined : descriptorOfCard();
}

/** Whether the payer has authenticated the very payment that is now confirmed. */
function continues({ attempt, intent }: Payment, method: PaymentMethod): boolean {
  return (
    attempt?.authenticated === true &&
    attempt.failed_at === undefined &&
    attempt.canceled_at === undefined &&
    attempt.amounts.requested === intent.amount &&
    attempt.payment_method_details.payment_method === method.id
  );
}

/** A try that waited for the payer is over when the payment changes or is tried again. */
export function endOpenAttempt(payment: Payment): void {
  const { attempt, context, intent } = payment;
  if (attempt === undefined || (intent.status !== 'requires_action' && attempt.authenticated !== true)) return;
  if (attempt.failed_at !== undefined || attempt.canceled_at !== undefined || payment.charge !== undefined) return;
  payment.changeAttempt({ canceled_at: context.now });
  payment.writeAttempt();
}

function methodOf({ draft, intent, is_new }: Payment, given: GivenPaymentMethod | undefined): PaymentMethod | Refusal {
  if (given !== undefined) return usableMethod(draft, given, intent.customer);
  if (intent.payment_method === undefined) return methodMissing(is_new ? undefined : intent.id);
  const method = draft.document('payment_method', intent.payment_method);
  return unusable(method, intent.customer, 'PaymentIntent') ?? method;
}

/** Cards are all that can be processed. */
function checkTypes(intent: PaymentIntent): Refusal | undefined {
  const { allowed_payment_method_types: allowed, excluded_payment_method_types: excluded } = intent;
  return allowed?.includes('card') === false || excluded?.includes('card') === true ? cardsNotAllowed() : undefined;
}
