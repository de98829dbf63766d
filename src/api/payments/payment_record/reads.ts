/** Reading payment records and their attempts. */
import { errors, isRefusal } from '../../../core/kernel/errors.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import type { StoredRow } from '../../../store/port.js';
import { listEnvelope, paging } from '../../../wire/list.js';
import { described, required, string } from '../../../wire/parameters.js';
import { as_of, list_as_of, listAsOf, retrieveAsOf } from '../../kernel/as_of.js';
import { between, equals, happened_filters, orderOf } from '../../kernel/filters.js';
import { historyOf } from '../../kernel/history/reads.js';
import { operation } from '../../kernel/operation.js';
import { attemptIdOf, recordIdOf } from './aliases.js';
import { filteredBy, record_filters } from './filters.js';
import { include, showWith } from './include.js';
import { includedThen } from './refusals.js';

export const retrievePaymentRecord = operation({
  method: 'GET',
  path: '/v1/payment_records/:id',
  summary: 'Retrieve a payment record, by its own id or by that of the payment intent it is kept for.',
  resource: 'payment_records',
  answers: 'payment_record',
  parameters: { as_of, include },
  async run(call, given) {
    const id = await recordIdOf(call, call.id);
    if (given.include === undefined) return retrieveAsOf(call, 'payment_record', given.as_of, id);
    if (given.as_of !== undefined) return includedThen();
    const row = await call.reading.find('payment_record', id);
    if (isRefusal(row)) return row;
    const [shown] = await showWith(call, [row], given.include);
    return shown ?? errors.noSuchObject('payment_record', id);
  },
});

export const listPaymentRecords = operation({
  method: 'GET',
  path: '/v1/payment_records',
  summary: 'List payment records, newest first.',
  resource: 'payment_records',
  answers: 'payment_record',
  page: true,
  parameters: { ...paging, ...record_filters, include },
  async run(call, given) {
    const found = await filteredBy(call, given);
    if (isRefusal(found)) return found;
    const cursors = { ...given, ...found.order };
    if (given.include === undefined) return call.list('payment_record', cursors, found.where, found.meanings);
    const page = await call.reading.page('payment_record', cursors, found.where, found.meanings);
    if (isRefusal(page)) return page;
    return listEnvelope(call.request.path, await showWith(call, page.items, given.include), page.has_more);
  },
});

export const listHistory = operation({
  method: 'GET',
  path: '/v1/payment_records/:id/history',
  summary: 'List every change of a payment record: who, when, and what it was before and after.',
  resource: 'payment_records',
  object: 'journal_entry',
  extension: true,
  parameters: paging,
  async run(call, given) {
    const record = await call.reading.find('payment_record', await recordIdOf(call, call.id));
    return isRefusal(record) ? record : historyOf(call, record.id, given, { beside: reportedTimes });
  },
});

export const retrievePaymentAttemptRecord = operation({
  method: 'GET',
  path: '/v1/payment_attempt_records/:id',
  summary: 'Retrieve an attempt, by its own id or by that of the charge it came to.',
  resource: 'payment_records',
  answers: 'payment_attempt_record',
  parameters: { as_of },
  run: async (call, given) =>
    retrieveAsOf(call, 'payment_attempt_record', given.as_of, await attemptIdOf(call, call.id)),
});

export const listPaymentAttemptRecords = operation({
  method: 'GET',
  path: '/v1/payment_attempt_records',
  summary: 'List the attempts of a payment record, newest first.',
  resource: 'payment_records',
  answers: 'payment_attempt_record',
  page: true,
  parameters: {
    payment_record: described(required(string()), 'The id of the record, or of the payment intent it is kept for.'),
    limit: paging.limit,
    starting_after: paging.starting_after,
    ...happened_filters('attempts'),
    as_of: list_as_of,
  },
  async run(call, given) {
    const id = await recordIdOf(call, given.payment_record);
    const record = await call.store.get(call.scope, 'payment_record', id);
    if (record === undefined) return errors.noSuchReference('payment_record', id, 'payment_record');
    return listAsOf(call, 'payment_attempt_record', given.as_of, { ...given, ...orderOf(given) }, [
      ...equals('payment_record', id),
      ...between('happened', given.happened),
    ]);
  },
});

/** The caller's own times, which Stripe's objects do not show. */
function reportedTimes(change: StoredRow): object {
  if (change.kind !== 'payment_attempt_record') return {};
  const attempt = documentAs('payment_attempt_record', change);
  return {
    reported_times: {
      initiated_at: attempt.initiated_at,
      guaranteed_at: attempt.guaranteed_at ?? null,
      failed_at: attempt.failed_at ?? null,
      canceled_at: attempt.canceled_at ?? null,
    },
  };
}
