/** Reading disputes. */

import { errors, isRefusal } from '../../../core/kernel/errors.js';
import { DISPUTE_STATUSES } from '../../../core/payments/dispute/types.js';
import { paging } from '../../../wire/list.js';
import { described, enumeration, oneOrMore, range, string } from '../../../wire/parameters.js';
import { list_as_of, listAsOf } from '../../kernel/as_of.js';
import { between, createdBetween, equals, oneOf } from '../../kernel/filters.js';
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
    as_of: list_as_of,
    charge: string(),
    created: range(),
    evidence_due_by: described(range(), 'Extension: only disputes for which evidence is due in these seconds.'),
    payment_intent: string(),
    status: described(
      oneOrMore(enumeration(DISPUTE_STATUSES), { maximum_items: DISPUTE_STATUSES.length }),
      'Extension: only disputes with this status, or with one of these.',
    ),
  },
  async run(call, given) {
    // What is filtered by is as it is now.
    for (const changing of ['evidence_due_by', 'status'] as const) {
      if (given.as_of !== undefined && given[changing] !== undefined) return errors.exclusive(['as_of', changing]);
    }
    return listAsOf(call, 'dispute', given.as_of, given, [
      ...createdBetween(given.created),
      ...equals('charge', given.charge),
      ...equals('payment_intent', given.payment_intent),
      ...oneOf('status', given.status),
      ...between('evidence_due_by', given.evidence_due_by),
    ]);
  },
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
