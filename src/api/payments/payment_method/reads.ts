/** Reading payment methods, all of them or those of one customer. */
import { errors, type Refusal } from '../../../core/kernel/errors.js';
import { PAYMENT_METHOD_TYPES, REDISPLAYS } from '../../../core/payments/payment_method/types.js';
import type { Condition } from '../../../store/port.js';
import { paging } from '../../../wire/list.js';
import { described, enumeration, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { equals, NEVER, nothingWith } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';
import { STRIPE_PAYMENT_METHOD_TYPES } from '../../kernel/stripe_filter_values.js';
import { templateCard } from './inputs.js';

const read = { method: 'GET', resource: 'payment_methods', answers: 'payment_method' } as const;

const FINDING = `One of ${PAYMENT_METHOD_TYPES.join(', ')}; others find nothing.`;

const filters = {
  allow_redisplay: enumeration(REDISPLAYS),
  type: described(enumeration(STRIPE_PAYMENT_METHOD_TYPES), FINDING),
};

/**
 * A template is shown as the payment method that using it would make, under the template's own name: reading must
 * not write, and code that looks at `pm_card_visa` before using it must not fail.
 */
export const retrievePaymentMethod = operation({
  ...read,
  path: '/v1/payment_methods/:id',
  summary: 'Retrieve a payment method.',
  parameters: {},
  async run(call) {
    const template = templateCard(call, call.id);
    if (template === undefined) return call.retrieve('payment_method');
    return call.rendering.show('payment_method', { id: call.id, created: call.now, type: 'card', ...template });
  },
});

const NOT_CUSTOM: Condition = { field: { column: 'type' }, operator: '=', value: 'custom', negated: true };

export const listPaymentMethods = operation({
  ...read,
  path: '/v1/payment_methods',
  summary: 'List payment methods, newest first.',
  page: true,
  parameters: {
    ...paging,
    ...filters,
    type: described(filters.type, `${FINDING} Without it, all but custom ones.`),
    customer: string(),
    customer_account: described(string(), NEVER),
  },
  async run(call, given) {
    if (given.customer !== undefined && !(await customerExists(call, given.customer))) {
      return errors.noSuchReference('customer', given.customer, 'customer');
    }
    return call.list('payment_method', given, [
      ...equals('customer', given.customer),
      ...(given.type === undefined ? [NOT_CUSTOM] : equals('type', given.type)),
      ...equals('allow_redisplay', given.allow_redisplay),
      ...nothingWith(given.customer_account),
    ]);
  },
});

export const listCustomerPaymentMethods = operation({
  ...read,
  path: '/v1/customers/:id/payment_methods',
  summary: "List a customer's payment methods, newest first.",
  page: true,
  parameters: { ...paging, ...filters },
  async run(call, given) {
    if (!(await customerExists(call, call.id))) return errors.noSuchObject('customer', call.id);
    return call.list('payment_method', given, [
      ...equals('customer', call.id),
      ...equals('type', given.type),
      ...equals('allow_redisplay', given.allow_redisplay),
    ]);
  },
});

export const retrieveCustomerPaymentMethod = operation({
  ...read,
  path: '/v1/customers/:id/payment_methods/:payment_method',
  summary: "Retrieve one of a customer's payment methods.",
  parameters: {},
  async run(call): Promise<object | Refusal> {
    if (!(await customerExists(call, call.id))) return errors.noSuchObject('customer', call.id);
    const id = call.request.path_parameters['payment_method'] ?? '';
    const row = await call.store.get(call.scope, 'payment_method', id);
    const method = row && call.rendering.render(row);
    const is_of_customer = method !== undefined && 'customer' in method && method.customer === call.id;
    return is_of_customer ? method : errors.noSuchObject('payment_method', id);
  },
});

/** Whether the customer is there, and not deleted. */
async function customerExists(call: Call, id: string): Promise<boolean> {
  const customer = await call.load('customer', id);
  return customer !== undefined && !('deleted' in customer);
}
