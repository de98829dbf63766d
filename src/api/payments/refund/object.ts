/** Refunds. */

import { REFUND_REASONS, REFUND_STATUSES } from '../../../core/payments/refund/types.js';
import {
  about,
  constant,
  expandable,
  integer,
  never,
  nullable,
  object,
  oneOf,
  text,
  time,
} from '../../kernel/json_schema.js';
import { created, metadata } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewRefund } from './view.js';

const refund_schema = about(
  object(
    {
      id: text,
      object: constant('refund'),
      amount: integer,
      balance_transaction: nullable(expandable('balance_transaction')),
      charge: expandable('charge'),
      created: about(time, created),
      currency: text,
      customer: nullable(expandable('customer')),
      customer_account: never,
      destination_details: object({
        card: object({ reference_status: text, reference_type: text, type: text }),
        type: constant('card'),
      }),
      metadata,
      payment_intent: expandable('payment_intent'),
      payment_method: nullable(expandable('payment_method')),
      reason: nullable(oneOf(REFUND_REASONS)),
      receipt_number: never,
      source_transfer_reversal: never,
      status: oneOf(REFUND_STATUSES),
      transfer_reversal: never,
    },
    { failure_balance_transaction: expandable('balance_transaction'), failure_reason: text, pending_reason: text },
  ),
  'Money on its way back to the payer.',
);

export const refund = {
  schema: refund_schema,
  view: viewRefund,
  filled: {
    balance_transaction: 'balance_transaction',
    failure_balance_transaction: 'balance_transaction',
    charge: 'charge',
    customer: 'customer',
    payment_intent: 'payment_intent',
    payment_method: 'payment_method',
  },
  is_in_events: true,
} as const satisfies ShownObject<'refund'>;
