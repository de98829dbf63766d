import type { PaymentMethod } from '../../core/payment_method/types.js';
import type { ViewContext } from '../views.js';

export function viewPaymentMethod(method: PaymentMethod, { livemode }: ViewContext): object {
  return { id: method.id, object: 'payment_method', livemode };
}
