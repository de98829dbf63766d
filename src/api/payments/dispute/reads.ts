/** Reading disputes. */

import { isRefusal } from '../../../core/kernel/errors.js';
import { DISPUTE_STATUSES } from '../../../core/payments/dispute/types.js';
import { paging } from '../../../wire/list.js';
import { described, enumeration, oneOrMore, range, string } from '../../../wire/parameters.js';
import { createdBetween, equals, oneOf } from '../../kernel/filters.js';
import { historyOf } from '../../kernel/history/reads.js';
import { operation } from '../../kernel/operation.js';

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
  parameters: {
    ...paging,
    charge: string(),
    created: range(),
    payment_intent: string(),
    status: described(
      oneOrMore(enumeration(DISPUTE_STATUSES), { maximum_items: DISPUTE_STATUSES.length }),
      'Extension: only disputes with this status, or with one of these.',
    ),
  },
  run: (call, given) =>
    call.list('dispute', given, [
      ...createdBetween(given.created),
      ...equals('charge', given.charge),
      ...equals('payment_intent', given.payment_intent),
      ...oneOf('status', given.status),
    ]),
});

export const listDisputeHistory = operation({
  method: 'GET',
  path: '/v1/disputes/:id/history',
  summary: 'List every change of a dispute: who, when, and what it was before and after.',
  resource: 'disputes',
  object: 'journal_entry',
  extension: true,
  parameters: paging,
  async run(call, given) {
    const dispute = await call.reading.find('dispute', call.id);
    if (isRefusal(dispute)) return dispute;
    // Disputes begin with a payment, which a key that reads disputes may not be able to read.
    return historyOf(call, dispute.id, given, { shows: ({ id }) => id === dispute.id });
  },
});
