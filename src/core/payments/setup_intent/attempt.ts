/** One confirmation of a setup intent: how it begins. */
import type { Decision } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import type { MandateAcceptance } from '../payment_intent/types.js';
import { unusable } from '../payment_method/given.js';
import { checkReturnUrl } from '../payment_method/redirects.js';
import { processorFor } from '../processor/registry.js';
import { ask, attemptOf } from './asking.js';
import { methodMissing } from './refusals.js';
import type { SetupAttempt, SetupIntent } from './types.js';

/** What only the confirmation is told. */
export interface SetupConfirmation {
  readonly mandate_acceptance?: MandateAcceptance | undefined;
  /** Nothing redirects: the payer's browser has Stripe's script see to it. */
  readonly never_redirects: boolean;
  readonly return_url?: string | undefined;
  /** The caller has Stripe's SDK follow `next_action`, wherever the payer returns to. */
  readonly uses_stripe_sdk: boolean;
}

/**
 * Confirms the intent, which is in the draft, and answers with it, or with the card's decline. One that is new cannot be
 * shown by a refusal, which leaves nothing of it.
 */
export function confirmIn(
  draft: Draft,
  asked: SetupIntent,
  { mandate_acceptance, never_redirects, return_url, uses_stripe_sdk }: SetupConfirmation,
  is_new = false,
): Decision | Refusal {
  const intent = compact<SetupIntent>({
    ...asked,
    mandate_acceptance,
    return_url: return_url ?? asked.return_url,
  });
  const processor = processorFor(draft.context);
  if (isRefusal(processor)) return processor;
  if (intent.payment_method === undefined) return methodMissing(is_new ? undefined : intent.id);
  const method = draft.document('payment_method', intent.payment_method);
  const refusal =
    unusable(method, intent.customer, 'SetupIntent') ??
    (never_redirects ? undefined : checkReturnUrl(intent, 'SetupIntent'));
  if (refusal !== undefined) return refusal;
  if (method.card === undefined) throw new Error(`${method.id} is a card without one`);
  const attempt = compact<SetupAttempt>({
    id: draft.context.newId('setup_attempt'),
    created: draft.context.now,
    status: 'processing',
    card: method.card,
    customer: intent.customer,
    payment_method: method.id,
    processor: processor.name,
    setup_intent: intent.id,
    test_clock: intent.test_clock,
    usage: intent.usage ?? 'off_session',
  });
  draft.create('setup_attempt', attempt);
  const { last_setup_error: _before, next_action: _action, ...rest } = intent;
  const refused = ask(draft, { ...rest, latest_attempt: attempt.id }, { uses_stripe_sdk });
  if (refused?.is_kept === false) return refused.refusal;
  const reply = { kind: 'setup_intent', id: intent.id } as const;
  if (refused === undefined) return draft.decision(reply);
  const shows = [
    { member: 'payment_method', kind: 'payment_method', id: method.id },
    { member: 'setup_intent', kind: 'setup_intent', id: intent.id },
  ] as const;
  return draft.decision({ ...refused.refusal, shows });
}

/** An attempt that still waits for the payer is over, whatever happens to the intent next. */
export function abandonIn(draft: Draft, intent: SetupIntent): void {
  if (intent.status === 'requires_action') {
    draft.update('setup_attempt', { ...attemptOf(draft, intent), status: 'abandoned' });
  }
}
