/** Creating, updating and deleting customers. */
import { described, string } from '../../../wire/parameters.js';
import { operation } from '../../kernel/operation.js';
import { namedPaymentMethod } from '../payment_method/inputs.js';
import { customer_parameters, customerMembers } from './inputs.js';

export const createCustomer = operation({
  method: 'POST',
  path: '/v1/customers',
  summary: 'Create a customer.',
  resource: 'customers',
  answers: 'customer',
  parameters: {
    ...customer_parameters,
    payment_method: described(string(), 'A payment method to attach, or in test mode a template such as pm_card_visa.'),
    test_clock: described(string(), 'The test clock by whose time the customer lives from now on.'),
  },
  run: (call, given) =>
    call.commit('customer.create', {
      members: customerMembers(given),
      metadata: given.metadata,
      payment_method: given.payment_method === undefined ? undefined : namedPaymentMethod(call, given.payment_method),
      default_payment_method: given.invoice_settings?.default_payment_method,
      test_clock: given.test_clock,
    }),
});

export const updateCustomer = operation({
  method: 'POST',
  path: '/v1/customers/:id',
  summary: 'Update a customer. Empty values unset; an address and shipping are replaced as a whole.',
  resource: 'customers',
  answers: 'customer',
  parameters: customer_parameters,
  run: (call, given) =>
    call.commit('customer.update', {
      id: call.id,
      members: customerMembers(given),
      metadata: given.metadata,
      default_payment_method: given.invoice_settings?.default_payment_method,
    }),
});

export const deleteCustomer = operation({
  method: 'DELETE',
  path: '/v1/customers/:id',
  summary: 'Delete a customer for good, with everything personal about it, and detach its payment methods.',
  resource: 'customers',
  parameters: {},
  run: (call) => call.commit('customer.delete', { id: call.id }),
});
