/** Reading what was reported of refunds (extension): Stripe shows only their sum, and no month is closed by that. */
import { errors } from '../../../core/kernel/errors.js';
import { trimmedReference } from '../../../core/payments/payment_record/references.js';
import { paging } from '../../../wire/list.js';
import { described, range, string } from '../../../wire/parameters.js';
import { between, createdBetween, equals, happened_filters, orderOf } from '../../kernel/filters.js';
import { operation } from '../../kernel/operation.js';
import { recordIdOf } from './aliases.js';

const read = {
  method: 'GET',
  resource: 'payment_records',
  answers: 'payment_record_refund',
  extension: true,
} as const;

export const listPaymentRecordRefunds = operation({
  ...read,
  path: '/v1/daybook/payment_record_refunds',
  summary: 'List the refunds that were reported, newest first.',
  page: true,
  parameters: {
    ...paging,
    created: described(range(), 'Only refunds recorded in these seconds.'),
    ...happened_filters('refunds'),
    payment_record: described(string(), 'Only those of this record.'),
    refund_reference: described(string(), 'Only the one that the processor calls so; blanks around it do not count.'),
  },
  async run(call, given) {
    const { payment_record, refund_reference } = given;
    if (payment_record !== undefined) {
      const id = await recordIdOf(call, payment_record);
      const record = await call.store.get(call.scope, 'payment_record', id);
      if (record === undefined) return errors.noSuchReference('payment_record', payment_record, 'payment_record');
    }
    return call.list('payment_record_refund', { ...given, ...orderOf(given) }, [
      ...createdBetween(given.created),
      ...between('happened', given.happened),
      ...equals('payment_record', payment_record),
      ...equals('trimmed_reference', refund_reference && trimmedReference(refund_reference)),
    ]);
  },
});

export const retrievePaymentRecordRefund = operation({
  ...read,
  path: '/v1/daybook/payment_record_refunds/:id',
  summary: 'Retrieve a refund that was reported.',
  parameters: {},
  run: (call) => call.retrieve('payment_record_refund'),
});
