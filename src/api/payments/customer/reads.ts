/** Reading customers. */
import type { Condition } from '../../../store/port.js';
import { paging } from '../../../wire/list.js';
import { described, range, string } from '../../../wire/parameters.js';
import { createdBetween, equals, isSo } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';
import { search, searchParameters } from '../../kernel/search.js';

const read = { method: 'GET', resource: 'customers', answers: 'customer' } as const;

const NOT_DELETED = isSo('deleted', false);

const UNDER_NO_CLOCK: Condition = { field: { column: 'test_clock' }, operator: 'present', value: null, negated: true };

export const retrieveCustomer = operation({
  ...read,
  path: '/v1/customers/:id',
  summary: 'Retrieve a customer; of a deleted one, that it is deleted.',
  parameters: {},
  run: (call) => call.retrieve('customer'),
});

export const listCustomers = operation({
  ...read,
  path: '/v1/customers',
  summary: 'List customers, newest first, without deleted ones.',
  page: true,
  parameters: {
    ...paging,
    created: range(),
    email: described(string({ maximum_length: 512 }), 'The whole address, as it is written.'),
    test_clock: described(string(), 'A test clock, for its customers; customers under a clock are left out otherwise.'),
  },
  run: (call, given) =>
    call.list('customer', given, [
      ...NOT_DELETED,
      ...createdBetween(given.created),
      ...equals('email', given.email),
      ...(given.test_clock === undefined ? [UNDER_NO_CLOCK] : equals('test_clock', given.test_clock)),
    ]),
});

export const searchCustomers = operation({
  ...read,
  path: '/v1/customers/search',
  summary: "Search customers in Stripe's query language, newest first, without deleted ones.",
  page: true,
  parameters: searchParameters('/v1/customers/search'),
  run: (call, given) =>
    search(call, 'customer', given, {
      fields: {
        email: { type: 'string', column: 'email' },
        name: { type: 'string', column: 'name' },
        phone: { type: 'string', column: 'phone' },
      },
      where: NOT_DELETED,
    }),
});
