/** Early fraud warnings on the wire. The type of Stripe's own SDK holds the shape to the letter. */
import type Stripe from 'stripe';
import type { EarlyFraudWarning } from '../../../core/payments/dispute/types.js';
import type { ViewContext } from '../../kernel/view_context.js';

export function viewEarlyFraudWarning(
  warning: EarlyFraudWarning,
  { livemode }: ViewContext,
): Stripe.Radar.EarlyFraudWarning {
  return {
    id: warning.id,
    object: 'radar.early_fraud_warning',
    actionable: warning.actionable,
    charge: warning.charge,
    created: warning.created,
    fraud_type: warning.fraud_type,
    livemode,
    payment_intent: warning.payment_intent,
  };
}
