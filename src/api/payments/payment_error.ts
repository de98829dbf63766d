/** Why the last try of an intent failed, on the wire: the error as it was answered, with the payment method. */
import type Stripe from 'stripe';
import type { PaymentError } from '../../core/payments/payment_intent/types.js';
import type { ViewContext } from '../kernel/view_context.js';
import { viewPaymentMethod } from './payment_method/view.js';

export function viewPaymentError(error: PaymentError | undefined, context: ViewContext) {
  if (error === undefined) return null;
  const { payment_method, ...rest } = error;
  return {
    ...rest,
    doc_url: context.docUrlOf(error.code),
    ...(payment_method === undefined || !context.access.mayRead('payment_method')
      ? {}
      : { payment_method: viewPaymentMethod(payment_method, context) }),
  } satisfies Stripe.PaymentIntent.LastPaymentError & Stripe.SetupIntent.LastSetupError;
}
