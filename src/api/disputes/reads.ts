/** Reading disputes. */
import { paging } from '../../wire/list.js';
import { range, string } from '../../wire/parameters.js';
import { createdBetween, equals } from '../filters.js';
import { operation } from '../operation.js';

const read = { method: 'GET', resource: 'disputes', answers: 'dispute' } as const;

export const retrieveDispute = operation({
  ...read,
  path: '/v1/disputes/:id',
  summary: 'Retrieve a dispute.',
  parameters: {},
  run: (call) => call.retrieve('dispute'),
});

export const listDisputes = operation({
  ...read,
  path: '/v1/disputes',
  summary: 'List disputes, newest first.',
  page: true,
  parameters: { ...paging, charge: string(), created: range(), payment_intent: string() },
  run: (call, given) =>
    call.list('dispute', given, [
      ...createdBetween('du', given.created),
      ...equals('charge', given.charge),
      ...equals('payment_intent', given.payment_intent),
    ]),
});
