/** Searching payment records, which Stripe can do for payment intents and charges only. */

import { trimmedReference } from '../../../core/payments/payment_record/references.js';
import { ATTEMPT_STATES } from '../../../core/payments/payment_record/states.js';
import { operation } from '../../kernel/operation.js';
import { search, searchParameters } from '../../kernel/search.js';

const card_last4 = { type: 'token', column: 'card_last4' } as const;

export const searchPaymentRecords = operation({
  method: 'GET',
  path: '/v1/payment_records/search',
  summary: "Search payment records in Stripe's query language, newest first.",
  resource: 'payment_records',
  answers: 'payment_record',
  page: true,
  extension: true,
  parameters: searchParameters('/v1/payment_records/search'),
  run: (call, given) =>
    search(call, 'payment_record', given, {
      fields: {
        amount: { type: 'numeric', column: 'amount' },
        card_last4,
        currency: { type: 'token', column: 'currency', lower_case: true },
        customer: { type: 'token', column: 'customer' },
        happened: { type: 'numeric', column: 'happened' },
        outcome_happened: { type: 'numeric', column: 'outcome_happened' },
        // As Stripe spells it where charges are searched.
        'payment_method_details.card.last4': card_last4,
        processor: { type: 'string', column: 'processor' },
        processor_reference: { type: 'string', column: 'processor_reference', compared: trimmedReference },
        state: { type: 'token', column: 'state', lower_case: true, values: ATTEMPT_STATES },
      },
    }),
});
