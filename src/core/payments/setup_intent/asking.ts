/**
 * Where the rules of setup intents are cut: a confirmation that has begun asks here whether the card can be kept, and
 * the answer is settled at once, or by a command that brings it. Meanwhile the intent is processing.
 */
import type { Row } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import type { Refusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import type { ThreeDSecure } from '../card_authorization.js';
import type { PaymentError } from '../payment_intent/types.js';
import { attachIn } from '../payment_method/attachment.js';
import type { PaymentMethod } from '../payment_method/types.js';
import { type Answer, LEASE_SECONDS, type Question } from '../processor/port.js';
import { processorOf } from '../processor/registry.js';
import { declined } from './refusals.js';
import type { SetupAttempt, SetupIntent, SetupPurpose } from './types.js';

/** Why the card is not set up. A decline is kept, and told; where the card cannot be attached nothing has been done. */
interface Refused {
  readonly refusal: Refusal;
  readonly is_kept: boolean;
  readonly three_d_secure?: ThreeDSecure | undefined;
}

type Open = NonNullable<SetupIntent['open']>;

/** Asks whoever the latest attempt was begun with. */
export function ask(
  draft: Draft,
  intent: SetupIntent,
  purpose: SetupPurpose,
  authentication?: 'succeeded',
): Refused | undefined {
  const attempt = attemptOf(draft, intent);
  const { version } = draft.get('setup_intent', intent.id) as Row;
  const question: Question<'verify'> = {
    asks: 'verify',
    // One version of an intent asks one thing, so no other question has this key.
    key: `${attempt.id}/${version}`,
    reference: attempt.id,
    payment_method: draft.document('payment_method', attempt.payment_method),
    three_d_secure: intent.card_options?.request_three_d_secure ?? 'automatic',
    authentication,
    now: draft.context.now,
  };
  const processor = processorOf(attempt);
  const open: Open = { processor: processor.name, question, purpose, turn: 0 };
  if ('answer' in processor) return settle(draft, intent, open, processor.answer(question));
  keepOpen(draft, intent, open, draft.context.now);
  return undefined;
}

/** Gives an open question to whoever is about to ask it; should they not come back, it is due again. */
export function hand(draft: Draft, intent: SetupIntent, open: Open): void {
  const due_at = draft.context.now + LEASE_SECONDS;
  draft.update('setup_intent', { ...intent, due_at, open: { ...open, turn: open.turn + 1 } });
}

function keepOpen(draft: Draft, { next_action: _action, ...intent }: SetupIntent, open: Open, due_at: number): void {
  draft.update('setup_attempt', { ...attemptOf(draft, intent), status: 'processing' });
  draft.update('setup_intent', { ...intent, status: 'processing', due_at, open });
}

/** What an answer makes of the setup. */
export function settle(
  draft: Draft,
  { due_at: _due, open: _open, ...intent }: SetupIntent,
  open: Open,
  answer: Answer<'verify'>,
): Refused | undefined {
  if ('card' in answer && answer.card !== undefined) {
    draft.update('setup_attempt', { ...attemptOf(draft, intent), card: answer.card });
  }
  switch (answer.outcome) {
    case 'succeeded': {
      const refusal = succeedIn(draft, intent, answer.three_d_secure);
      return refusal && { refusal, is_kept: false, three_d_secure: answer.three_d_secure };
    }
    case 'requires_action':
      requireAction(draft, intent, open.purpose);
      return undefined;
    case 'declined': {
      const { code, decline_code, message } = answer;
      const refusal = declined(code, message, decline_code);
      failIn(draft, intent, refusal);
      return { refusal, is_kept: true };
    }
    case 'pending':
    case 'unknown':
      keepOpen(draft, intent, open, answer.ask_at);
      return undefined;
  }
}

function requireAction(draft: Draft, intent: SetupIntent, { uses_stripe_sdk }: SetupPurpose): void {
  const to = uses_stripe_sdk ? undefined : intent.return_url;
  draft.update('setup_attempt', { ...attemptOf(draft, intent), status: 'requires_action' });
  draft.update('setup_intent', {
    ...intent,
    status: 'requires_action',
    next_action: to === undefined ? { type: 'use_stripe_sdk' } : { type: 'redirect_to_url', return_url: to },
  });
  draft.emit('setup_intent.requires_action', intent.id);
}

/** The card is saved: attached to the customer, and set up. A refusal leaves the intent as it was. */
function succeedIn(draft: Draft, intent: SetupIntent, three_d_secure: ThreeDSecure | undefined): Refusal | undefined {
  const attempt = attemptOf(draft, intent);
  const method: PaymentMethod = {
    ...draft.document('payment_method', attempt.payment_method),
    card: attempt.card,
    reusable: true,
    ...(attempt.usage === 'off_session' ? { set_up_for_off_session: true } : {}),
  };
  if (attempt.customer === undefined) draft.update('payment_method', method);
  else {
    const refusal = attachIn(draft, method, attempt.customer);
    if (refusal !== undefined) return refusal;
  }
  draft.update('setup_attempt', compact<SetupAttempt>({ ...attempt, status: 'succeeded', three_d_secure }));
  const { next_action: _action, ...rest } = intent;
  draft.update('setup_intent', { ...rest, status: 'succeeded' });
  draft.emit('setup_intent.succeeded', intent.id);
  return undefined;
}

/** The intent waits for another payment method, and says why. */
export function failIn(
  draft: Draft,
  { due_at: _due, next_action: _action, open: _open, payment_method: _method, ...intent }: SetupIntent,
  refusal: Refusal,
  three_d_secure?: ThreeDSecure,
): void {
  const attempt = attemptOf(draft, intent);
  const setup_error = { ...errorOf(refusal), payment_method: draft.document('payment_method', attempt.payment_method) };
  draft.update('setup_attempt', compact<SetupAttempt>({ ...attempt, status: 'failed', setup_error, three_d_secure }));
  draft.update('setup_intent', { ...intent, status: 'requires_payment_method', last_setup_error: setup_error });
  draft.emit('setup_intent.setup_failed', intent.id);
}

function errorOf({ code, decline_code, message, type }: Refusal): PaymentError {
  return compact<PaymentError>({
    type: type === 'card_error' ? type : 'invalid_request_error',
    code: code ?? 'setup_attempt_failed',
    decline_code,
    message,
  });
}

export function attemptOf(draft: Draft, { id, latest_attempt }: SetupIntent): SetupAttempt {
  if (latest_attempt === undefined) throw new Error(`${id} has no attempt`);
  return draft.document('setup_attempt', latest_attempt);
}
