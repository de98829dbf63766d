import type { Customer } from '../../core/customer/types.js';
import type { ViewContext } from '../views.js';

export function viewCustomer(customer: Customer, { livemode }: ViewContext): object {
  return { id: customer.id, object: 'customer', livemode };
}
