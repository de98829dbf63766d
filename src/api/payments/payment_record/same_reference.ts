/**
 * Payments that the processor calls the same (extension). One sale may be paid in several parts, so that is no mistake by
 * itself; where the amounts are the same too, a payment may have been reported twice.
 */

import { isRefusal } from '../../../core/kernel/errors.js';
import type { Document } from '../../../core/kernel/kind.js';
import { KINDS } from '../../../core/kinds.js';
import type { Condition } from '../../../store/port.js';
import { paging } from '../../../wire/list.js';
import { operation } from '../../kernel/operation.js';
import { recordIdOf } from './aliases.js';

/** What holds for the others. Without a reference there are none. */
export function sameReference(record: Document<'payment_record'>): Condition[] {
  const reference = KINDS.payment_record.columns.processor_reference(record);
  return [
    {
      field: { column: 'processor_reference' },
      operator: 'in',
      value: null,
      values: reference === null ? [] : [reference],
    },
    { field: { column: 'id' }, operator: '=', value: record.id, negated: true },
  ];
}

export function sameReferencePath(id: string): string {
  return `/v1/payment_records/${id}/same_reference`;
}

export const listSameReference = operation({
  method: 'GET',
  path: '/v1/payment_records/:id/same_reference',
  summary: 'List the other payments with the same reference of the processor, newest first.',
  resource: 'payment_records',
  answers: 'payment_record',
  page: true,
  extension: true,
  parameters: paging,
  async run(call, given) {
    const row = await call.reading.find('payment_record', await recordIdOf(call, call.id));
    if (isRefusal(row)) return row;
    return call.list('payment_record', given, sameReference(JSON.parse(row.document)));
  },
});
