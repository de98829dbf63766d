/** The account's money. */

import { TRANSACTION_TYPES } from '../../../core/payments/balance/types.js';
import {
  about,
  constant,
  expandable,
  flag,
  integer,
  listOf,
  never,
  nullable,
  object,
  oneOf,
  reference,
  text,
  time,
} from '../../kernel/json_schema.js';
import { created, livemode } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewBalanceTransaction } from './transaction_view.js';

const currency = reference('currency');

const funds = listOf(object({ amount: integer, currency, source_types: object({ card: integer }) }));

export const balance = about(
  object({
    object: constant('balance'),
    available: about(funds, 'What can be used now, by currency. Below zero where more went out.'),
    livemode: about(flag, livemode),
    pending: about(funds, 'What can be used later, by currency.'),
  }),
  'What all movements of money come to.',
);

const balance_transaction_schema = about(
  object({
    id: text,
    object: constant('balance_transaction'),
    amount: about(integer, 'In the minor unit of the currency; below zero where money went out.'),
    available_on: about(time, 'From when the money can be used.'),
    balance_type: constant('payments'),
    created: about(time, created),
    currency,
    description: nullable(text),
    exchange_rate: never,
    fee: integer,
    fee_details: listOf(
      object({ amount: integer, application: never, currency, description: text, type: constant('stripe_fee') }),
    ),
    net: about(integer, 'What the balance changed by: the amount less the fee.'),
    reporting_category: oneOf(['charge', 'dispute', 'dispute_reversal', 'refund', 'refund_failure']),
    source: about(expandable('charge', 'dispute', 'refund'), 'The charge, refund or dispute that moved the money.'),
    status: about(oneOf(['available', 'pending']), 'Whether the money can be used at the time of the answer.'),
    type: oneOf(TRANSACTION_TYPES),
  }),
  'One movement of money on the balance. It never changes.',
);

export const balance_transaction = {
  schema: balance_transaction_schema,
  view: viewBalanceTransaction,
  filled: { source: ['charge', 'dispute', 'refund'] },
  depends_on_time: true,
} as const satisfies ShownObject<'balance_transaction'>;
