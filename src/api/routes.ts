/** Every operation of the API. What is not here does not exist. */
import { listCustomers, retrieveCustomer, searchCustomers } from './customers/reads.js';
import { createCustomer, deleteCustomer, updateCustomer } from './customers/writes.js';
import { streamEvents } from './event_stream.js';
import { listEvents, retrieveEvent } from './events.js';
import type { Operation } from './operation.js';
import {
  listCustomerPaymentMethods,
  listPaymentMethods,
  retrieveCustomerPaymentMethod,
  retrievePaymentMethod,
} from './payment_methods/reads.js';
import {
  attachPaymentMethod,
  createPaymentMethod,
  detachPaymentMethod,
  updatePaymentMethod,
} from './payment_methods/writes.js';
import {
  listHistory,
  listPaymentAttemptRecords,
  listPaymentRecords,
  retrievePaymentAttemptRecord,
  retrievePaymentRecord,
} from './payment_records/reads.js';
import {
  reportPayment,
  reportPaymentAttempt,
  reportPaymentAttemptCanceled,
  reportPaymentAttemptFailed,
  reportPaymentAttemptGuaranteed,
  reportPaymentAttemptInformational,
  reportRefund,
} from './payment_records/reports.js';
import { searchPaymentRecords } from './payment_records/search.js';
import { listDeliveries, replayEvents, retryEvent } from './webhook_endpoints/deliveries.js';
import { listWebhookEndpoints, retrieveWebhookEndpoint } from './webhook_endpoints/reads.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  rollWebhookSecret,
  updateWebhookEndpoint,
} from './webhook_endpoints/writes.js';

export const OPERATIONS: readonly Operation[] = [
  listCustomers,
  searchCustomers,
  createCustomer,
  retrieveCustomer,
  updateCustomer,
  deleteCustomer,
  listCustomerPaymentMethods,
  retrieveCustomerPaymentMethod,

  listEvents,
  streamEvents,
  retrieveEvent,
  retryEvent,

  listPaymentAttemptRecords,
  retrievePaymentAttemptRecord,

  listPaymentMethods,
  createPaymentMethod,
  retrievePaymentMethod,
  updatePaymentMethod,
  attachPaymentMethod,
  detachPaymentMethod,

  listPaymentRecords,
  searchPaymentRecords,
  reportPayment,
  retrievePaymentRecord,
  listHistory,
  reportPaymentAttempt,
  reportPaymentAttemptCanceled,
  reportPaymentAttemptFailed,
  reportPaymentAttemptGuaranteed,
  reportPaymentAttemptInformational,
  reportRefund,

  listWebhookEndpoints,
  createWebhookEndpoint,
  retrieveWebhookEndpoint,
  updateWebhookEndpoint,
  rollWebhookSecret,
  deleteWebhookEndpoint,
  listDeliveries,
  replayEvents,
];
