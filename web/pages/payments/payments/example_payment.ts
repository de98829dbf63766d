/** The command with which somebody new reports a first payment. */
import type { Request } from '../../../api/http.js';

export const EXAMPLE_PAYMENT: Request = {
  method: 'POST',
  path: '/v1/payment_records/report_payment',
  fields: {
    amount_requested: { currency: 'usd', value: 2000 },
    initiated_at: 1_760_000_000,
    payment_method_details: { type: 'custom', custom: { display_name: 'Bank transfer' } },
    outcome: 'guaranteed',
    guaranteed: { guaranteed_at: 1_760_000_060 },
  },
};
