/**
 * Where rules of payments are cut: a rule that has begun asks here, and what the answer means is settled after it. With
 * a processor that answers at once that is all one decision; otherwise the question is kept on the intent, which is
 * `processing` for as long, a status in which nothing else can be begun.
 */
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact, type Metadata, type MetadataPatch, patchMetadata } from '../../kernel/shared.js';
import type { Authorization } from '../card_authorization.js';
import {
  type Answer,
  type DeclinedFollowUp,
  LEASE_SECONDS,
  type OpenAnswer,
  type OpenQuestion,
  type Request,
} from '../processor/port.js';
import { processorOf } from '../processor/registry.js';
import type { Payment } from './payment.js';
import { followUpDeclined } from './refusals.js';
import type { IntentAsks, IntentPurposes, PaymentError, PaymentIntent } from './types.js';

type Open<A extends IntentAsks> = OpenQuestion<A, IntentPurposes[A]>;

/** The answers that mean something. Of an authorization that is open, something is known; of what follows it, nothing. */
type Settled<A extends IntentAsks> = A extends 'authorize' | 'query' ? Answer<A> : Exclude<Answer<A>, OpenAnswer>;

/** What an answer makes of the payment; the refusal that whoever waits for the answer is told. */
export type Settle<A extends IntentAsks> = (
  payment: Payment,
  purpose: IntentPurposes[A],
  answer: Settled<A>,
) => Refusal | undefined;

/** Asks whoever the latest try was begun with. */
export function ask<A extends IntentAsks>(
  payment: Payment,
  asks: A,
  request: Request<A>,
  purpose: IntentPurposes[A],
  settle: Settle<A>,
): Refusal | undefined {
  // One version of an intent asks one thing, so no other question has this key.
  const question = { ...request, asks, key: `${request.reference}/${payment.version}` } as Open<A>['question'];
  const processor = processorOf(payment.requireAttempt());
  const open: Open<A> = { processor: processor.name, question, purpose, turn: 0 };
  if ('answer' in processor) return settleOpen(payment, open, processor.answer(question), settle);
  keepOpen(payment, open, payment.context.now);
  return undefined;
}

/** An answer, in the decision that asked or in a later one. Where it says nothing the question is asked again. */
export function settleOpen<A extends IntentAsks>(
  payment: Payment,
  open: Open<A>,
  answer: Answer<A>,
  settle: Settle<A>,
): Refusal | undefined {
  const { asks } = open.question;
  if (asks !== 'authorize' && asks !== 'query' && 'ask_at' in answer) {
    keepOpen(payment, open, answer.ask_at ?? payment.context.now);
    return undefined;
  }
  payment.change({ open: undefined });
  return settle(payment, open.purpose, answer as Settled<A>);
}

/** Gives an open question to whoever is about to ask it; should they not come back, it is due again. */
export function hand(payment: Payment, open: NonNullable<PaymentIntent['open']>): void {
  payment.change({ open: { ...open, turn: open.turn + 1 }, due_at: payment.context.now + LEASE_SECONDS });
}

/** Nobody knows yet: until the processor has said so, nothing else is tried. */
function keepOpen<A extends IntentAsks>(payment: Payment, open: Open<A>, due_at: number): void {
  const { draft, intent } = payment;
  payment.change({
    status: 'processing',
    due_at,
    last_payment_error: undefined,
    next_action: undefined,
    open: open as NonNullable<PaymentIntent['open']>,
  });
  if (intent.status !== 'processing') draft.emit('payment_intent.processing', intent.id);
}

/** What is asked about an authorization that is there. */
export function followUpOf(payment: Payment, amount: number): Request<'capture' | 'increment' | 'void'> {
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

/** The processor has answered: an intent that waited for it is on hold again, until the answer makes something else of it. */
export function resume(payment: Payment): void {
  if (payment.intent.status !== 'processing') return;
  payment.change({ status: 'requires_capture', due_at: authorizationOf(payment).capture_before });
}

/** The processor would not: everything stays as it was. Where nobody waits to be told, the intent says it. */
export function declinedFollowUp(payment: Payment, { decline_code, message }: DeclinedFollowUp): Refusal {
  const { draft, intent } = payment;
  const charge = payment.requireCharge().id;
  if (intent.status === 'processing') {
    resume(payment);
    const code = 'card_declined';
    payment.change({
      last_payment_error: compact<PaymentError>({ type: 'card_error', code, message, decline_code, charge }),
    });
    draft.emit('payment_intent.amount_capturable_updated', intent.id);
  }
  return followUpDeclined(message, decline_code, charge, intent.id);
}

/** The patch was possible when it was asked for. Should others have filled the metadata since, they were first. */
export function patched(before: Metadata | undefined, patch: MetadataPatch | undefined): Metadata | undefined {
  const metadata = patchMetadata(before, patch);
  return isRefusal(metadata) ? before : metadata;
}
