/** One confirmation of a setup intent, from its start to its end. */

import type { Decision } from '../../kernel/decision.js';
import type { Draft } from '../../kernel/draft.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import type { ThreeDSecure } from '../card_authorization.js';
import { declineRefusal, withChecks } from '../cards.js';
import type { MandateAcceptance, PaymentError } from '../payment_intent/types.js';
import { attachIn } from '../payment_method/attachment.js';
import { unusable } from '../payment_method/given.js';
import { checkReturnUrl } from '../payment_method/redirects.js';
import type { PaymentMethod } from '../payment_method/types.js';
import { processorFor } from '../processor/registry.js';
import { testCardByKey } from '../processor/sandbox/test_cards.js';
import type { SetupAttempt, SetupIntent } from './types.js';
import { verify } from './verification.js';

const NO_METHOD =
  "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment method.";

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
  if (intent.payment_method === undefined)
    return errors.unexpectedState('setup_intent', is_new ? undefined : intent.id, NO_METHOD);
  const method = draft.document('payment_method', intent.payment_method);
  const refusal =
    unusable(method, intent.customer, 'SetupIntent') ??
    (never_redirects ? undefined : checkReturnUrl(intent, 'SetupIntent'));
  if (refusal !== undefined) return refusal;
  const test_card = method.test_card === undefined ? undefined : testCardByKey(method.test_card);
  if (method.card === undefined || test_card === undefined) throw new Error(`${method.id} is no test card`);

  const attempt = compact<SetupAttempt>({
    id: draft.context.newId('setup_attempt'),
    created: draft.context.now,
    status: 'requires_action',
    card: withChecks(method.card, test_card, method.billing_details?.address),
    customer: intent.customer,
    payment_method: method.id,
    processor: processor.name,
    setup_intent: intent.id,
    test_clock: intent.test_clock,
    usage: intent.usage ?? 'off_session',
  });
  draft.create('setup_attempt', attempt);
  const { last_setup_error: _before, next_action: _action, ...rest } = intent;
  const confirmed: SetupIntent = { ...rest, latest_attempt: attempt.id };
  const verification = verify(test_card, intent.card_options);
  switch (verification.kind) {
    case 'authenticates': {
      const to = uses_stripe_sdk ? undefined : intent.return_url;
      draft.update('setup_intent', {
        ...confirmed,
        status: 'requires_action',
        next_action: to === undefined ? { type: 'use_stripe_sdk' } : { type: 'redirect_to_url', return_url: to },
      });
      draft.emit('setup_intent.requires_action', intent.id);
      return draft.decision({ kind: 'setup_intent', id: intent.id });
    }
    case 'declines': {
      const declined = declineRefusal(verification.decline);
      failIn(draft, confirmed, errorOf(declined));
      return draft.decision({
        ...declined,
        shows: [
          { member: 'payment_method', kind: 'payment_method', id: method.id },
          { member: 'setup_intent', kind: 'setup_intent', id: intent.id },
        ],
      });
    }
    case 'succeeds': {
      const unattached = succeedIn(draft, confirmed, verification.three_d_secure);
      if (isRefusal(unattached)) return unattached;
      return draft.decision({ kind: 'setup_intent', id: intent.id });
    }
  }
}

/** The card is saved: attached to the customer, and set up. A refusal leaves the draft as it was. */
export function succeedIn(
  draft: Draft,
  intent: SetupIntent,
  three_d_secure: ThreeDSecure | undefined,
): Refusal | undefined {
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
export function failIn(draft: Draft, intent: SetupIntent, error: PaymentError, three_d_secure?: ThreeDSecure): void {
  const attempt = attemptOf(draft, intent);
  const setup_error = { ...error, payment_method: draft.document('payment_method', attempt.payment_method) };
  draft.update('setup_attempt', compact<SetupAttempt>({ ...attempt, status: 'failed', setup_error, three_d_secure }));
  const { next_action: _action, payment_method: _method, ...rest } = intent;
  draft.update('setup_intent', { ...rest, status: 'requires_payment_method', last_setup_error: setup_error });
  draft.emit('setup_intent.setup_failed', intent.id);
}

/** An attempt that still waits for the payer is over, whatever happens to the intent next. */
export function abandonIn(draft: Draft, intent: SetupIntent): void {
  if (intent.status === 'requires_action') {
    draft.update('setup_attempt', { ...attemptOf(draft, intent), status: 'abandoned' });
  }
}

export function errorOf({ code, decline_code, message, type }: Refusal): PaymentError {
  return compact<PaymentError>({
    type: type === 'card_error' ? type : 'invalid_request_error',
    code: code ?? 'setup_attempt_failed',
    decline_code,
    message,
  });
}

function attemptOf(draft: Draft, { id, latest_attempt }: SetupIntent): SetupAttempt {
  if (latest_attempt === undefined) throw new Error(`${id} has no attempt`);
  return draft.document('setup_attempt', latest_attempt);
}
