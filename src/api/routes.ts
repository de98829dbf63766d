/** Every operation of the API. What is not here does not exist. */
import { listEvents, retrieveEvent } from './events.js';
import type { Operation } from './operation.js';
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

export const OPERATIONS: readonly Operation[] = [
  listEvents,
  retrieveEvent,

  listPaymentAttemptRecords,
  retrievePaymentAttemptRecord,

  listPaymentRecords,
  reportPayment,
  retrievePaymentRecord,
  listHistory,
  reportPaymentAttempt,
  reportPaymentAttemptCanceled,
  reportPaymentAttemptFailed,
  reportPaymentAttemptGuaranteed,
  reportPaymentAttemptInformational,
  reportRefund,
];
