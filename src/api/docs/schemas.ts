/** Every object that an answer can hold, declared once. A test holds the answers of a running server to it. */
import { CURRENCIES } from '../../core/kernel/currencies.js';
import { VIEWED_KINDS } from '../views.js';
import type { JsonSchema } from './json_schema.js';
import { account } from './objects/accounts.js';
import { api_key } from './objects/api_keys.js';
import { balance, balance_transaction } from './objects/balance.js';
import { charge, refund } from './objects/charges.js';
import { customer, deleted_customer, payment_method } from './objects/customers.js';
import { dispute, early_fraud_warning } from './objects/disputes.js';
import { error, eventSchema, journalEntrySchema } from './objects/envelopes.js';
import { overview } from './objects/overview.js';
import { payment_intent, payment_intent_amount_details_line_item } from './objects/payment_intents.js';
import { payment_attempt_record, payment_record, payment_record_refund } from './objects/payment_records.js';
import { request_log } from './objects/request_logs.js';
import { setup_attempt, setup_intent } from './objects/setup_intents.js';
import { money } from './objects/shared.js';
import { deleted_test_clock, test_clock } from './objects/test_clocks.js';
import { deleted_webhook_endpoint, webhook_delivery, webhook_endpoint, webhook_replay } from './objects/webhooks.js';

const EVENT_OBJECTS = [
  'charge',
  'customer',
  'dispute',
  'early_fraud_warning',
  'payment_attempt_record',
  'payment_intent',
  'payment_method',
  'payment_record',
  'refund',
  'setup_intent',
  'test_clock',
  'webhook_endpoint',
] as const;

export const OBJECTS = {
  account,
  api_key,
  charge,
  balance,
  balance_transaction,
  customer,
  deleted_customer,
  dispute,
  early_fraud_warning,
  deleted_test_clock,
  deleted_webhook_endpoint,
  error,
  event: eventSchema(EVENT_OBJECTS),
  journal_entry: journalEntrySchema([...VIEWED_KINDS, 'deleted_customer']),
  overview,
  payment_attempt_record,
  payment_intent,
  payment_intent_amount_details_line_item,
  payment_method,
  payment_record,
  payment_record_refund,
  refund,
  request_log,
  setup_attempt,
  setup_intent,
  test_clock,
  webhook_delivery,
  webhook_endpoint,
  webhook_replay,
} as const satisfies Record<string, JsonSchema>;

export type ObjectName = keyof typeof OBJECTS;

/** Parts that are named because many objects and parameters hold them. */
export const PARTS = {
  currency: {
    type: 'string',
    description: 'An ISO 4217 code in lower case; parameters also take it in upper case.',
    enum: CURRENCIES,
  },
  money,
} as const satisfies Record<string, JsonSchema>;
