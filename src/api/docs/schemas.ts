/** Every object that an answer can hold, declared once. A test holds the answers of a running server to it. */
import { CURRENCIES } from '../../core/currencies.js';
import type { JsonSchema } from './json_schema.js';
import { customer, deleted_customer, payment_method } from './objects/customers.js';
import { error, eventSchema, journalEntrySchema } from './objects/envelopes.js';
import { payment_attempt_record, payment_record, payment_record_refund } from './objects/payment_records.js';
import { money } from './objects/shared.js';
import { deleted_webhook_endpoint, webhook_delivery, webhook_endpoint, webhook_replay } from './objects/webhooks.js';

const EVENT_OBJECTS = [
  'customer',
  'payment_attempt_record',
  'payment_method',
  'payment_record',
  'webhook_endpoint',
] as const;

export const OBJECTS = {
  customer,
  deleted_customer,
  deleted_webhook_endpoint,
  error,
  event: eventSchema(EVENT_OBJECTS),
  journal_entry: journalEntrySchema([...EVENT_OBJECTS, 'deleted_customer', 'payment_record_refund']),
  payment_attempt_record,
  payment_method,
  payment_record,
  payment_record_refund,
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
