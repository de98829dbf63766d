/** What the payer has to do next, on the wire; the same for both kinds of intent. */
import type Stripe from 'stripe';
import type { NextAction } from '../../core/payments/payment_intent/types.js';
import type { ViewContext } from '../kernel/view_context.js';

interface Waiting {
  readonly id: string;
  readonly next_action?: NextAction;
}

/** Whoever has the address of the payer's page can authenticate in the payer's place. */
export function viewNextAction(
  kind: 'payment_intent' | 'setup_intent',
  { id, next_action: action }: Waiting,
  { access, authenticationUrl }: ViewContext,
) {
  if (action === undefined) return null;
  const url = access.seesSecrets(kind) ? authenticationUrl(id) : null;
  if (action.type === 'redirect_to_url') {
    return {
      redirect_to_url: { return_url: action.return_url ?? null, url },
      type: action.type,
    } satisfies Stripe.PaymentIntent.NextAction & Stripe.SetupIntent.NextAction;
  }
  return {
    type: action.type,
    // Stripe.js, which nobody can point at Daybook, would open the page in a frame; others open it themselves.
    use_stripe_sdk: { stripe_js: url, type: 'three_d_secure_redirect' },
  } satisfies Stripe.PaymentIntent.NextAction & Stripe.SetupIntent.NextAction;
}
