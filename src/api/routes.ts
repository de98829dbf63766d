/** Every operation of the API. What is not here does not exist. */

import type { Operation } from './kernel/operation.js';
import { listBalanceTransactions, retrieveBalance, retrieveBalanceTransaction } from './payments/balance/reads.js';
import {
  captureCharge,
  listCharges,
  retrieveCharge,
  searchCharges,
  updateCharge,
} from './payments/charge/operations.js';
import { listCustomers, retrieveCustomer, searchCustomers } from './payments/customer/reads.js';
import { createCustomer, deleteCustomer, updateCustomer } from './payments/customer/writes.js';
import { listDisputeHistory, listDisputes, retrieveDispute } from './payments/dispute/reads.js';
import { closeDispute, updateDispute } from './payments/dispute/writes.js';
import { listEarlyFraudWarnings, retrieveEarlyFraudWarning } from './payments/early_fraud_warning/reads.js';
import {
  listLineItems,
  listPaymentIntents,
  retrievePaymentIntent,
  searchPaymentIntents,
} from './payments/payment_intent/reads.js';
import {
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
  incrementAuthorization,
  updatePaymentIntent,
} from './payments/payment_intent/writes.js';
import {
  listCustomerPaymentMethods,
  listPaymentMethods,
  retrieveCustomerPaymentMethod,
  retrievePaymentMethod,
} from './payments/payment_method/reads.js';
import {
  attachPaymentMethod,
  createPaymentMethod,
  detachPaymentMethod,
  updatePaymentMethod,
} from './payments/payment_method/writes.js';
import { exportPaymentRecords } from './payments/payment_record/csv.js';
import {
  listHistory,
  listPaymentAttemptRecords,
  listPaymentRecords,
  retrievePaymentAttemptRecord,
  retrievePaymentRecord,
} from './payments/payment_record/reads.js';
import { listPaymentRecordRefunds, retrievePaymentRecordRefund } from './payments/payment_record/refunds.js';
import {
  reportPayment,
  reportPaymentAttempt,
  reportPaymentAttemptCanceled,
  reportPaymentAttemptFailed,
  reportPaymentAttemptGuaranteed,
  reportPaymentAttemptInformational,
  reportRefund,
} from './payments/payment_record/reports.js';
import { listSameReference } from './payments/payment_record/same_reference.js';
import { searchPaymentRecords } from './payments/payment_record/search.js';
import {
  cancelRefund,
  createChargeRefund,
  createRefund,
  listChargeRefunds,
  listRefunds,
  refundWholeCharge,
  retrieveChargeRefund,
  retrieveRefund,
  updateRefund,
} from './payments/refund/operations.js';
import { retrieveOverview } from './payments/reports/overview.js';
import { listSetupAttempts, listSetupIntents, retrieveSetupIntent } from './payments/setup_intent/reads.js';
import {
  cancelSetupIntent,
  confirmSetupIntent,
  createSetupIntent,
  updateSetupIntent,
} from './payments/setup_intent/writes.js';
import { listAccounts, retrieveAccount, retrieveOwnAccount } from './platform/account/operations.js';
import { listApiKeys, retrieveApiKey } from './platform/api_key/reads.js';
import { createApiKey, revokeApiKey, rollApiKey } from './platform/api_key/writes.js';
import { listEvents, retrieveEvent } from './platform/event/reads.js';
import { streamEvents } from './platform/event/stream.js';
import { listRequestLogs, retrieveRequestLog } from './platform/request_log/reads.js';
import {
  advanceTestClock,
  createTestClock,
  deleteTestClock,
  listTestClocks,
  retrieveTestClock,
} from './platform/test_clock/operations.js';
import { listDeliveries, replayEvents, retryEvent } from './platform/webhook_endpoint/deliveries.js';
import { listWebhookEndpoints, retrieveWebhookEndpoint } from './platform/webhook_endpoint/reads.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  rollWebhookSecret,
  updateWebhookEndpoint,
} from './platform/webhook_endpoint/writes.js';

export const OPERATIONS: readonly Operation[] = [
  retrieveOwnAccount,
  listAccounts,
  retrieveAccount,

  listApiKeys,
  createApiKey,
  retrieveApiKey,
  rollApiKey,
  revokeApiKey,

  retrieveBalance,
  listBalanceTransactions,
  retrieveBalanceTransaction,

  listCharges,
  searchCharges,
  retrieveCharge,
  updateCharge,
  captureCharge,
  listChargeRefunds,
  createChargeRefund,
  retrieveChargeRefund,
  refundWholeCharge,

  listCustomers,
  searchCustomers,
  createCustomer,
  retrieveCustomer,
  updateCustomer,
  deleteCustomer,
  listCustomerPaymentMethods,
  retrieveCustomerPaymentMethod,

  listDisputes,
  retrieveDispute,
  listDisputeHistory,
  updateDispute,
  closeDispute,

  listEvents,
  streamEvents,
  retrieveEvent,
  retryEvent,

  listPaymentAttemptRecords,
  retrievePaymentAttemptRecord,

  listPaymentIntents,
  searchPaymentIntents,
  createPaymentIntent,
  retrievePaymentIntent,
  updatePaymentIntent,
  confirmPaymentIntent,
  capturePaymentIntent,
  incrementAuthorization,
  cancelPaymentIntent,
  listLineItems,

  listPaymentMethods,
  createPaymentMethod,
  retrievePaymentMethod,
  updatePaymentMethod,
  attachPaymentMethod,
  detachPaymentMethod,

  listPaymentRecords,
  exportPaymentRecords,
  searchPaymentRecords,
  reportPayment,
  retrievePaymentRecord,
  listHistory,
  listSameReference,
  reportPaymentAttempt,
  reportPaymentAttemptCanceled,
  reportPaymentAttemptFailed,
  reportPaymentAttemptGuaranteed,
  reportPaymentAttemptInformational,
  reportRefund,

  listRefunds,
  createRefund,
  retrieveRefund,
  updateRefund,
  cancelRefund,

  listPaymentRecordRefunds,
  retrievePaymentRecordRefund,

  retrieveOverview,

  listRequestLogs,
  retrieveRequestLog,

  listSetupAttempts,

  listSetupIntents,
  createSetupIntent,
  retrieveSetupIntent,
  updateSetupIntent,
  confirmSetupIntent,
  cancelSetupIntent,
  listEarlyFraudWarnings,
  retrieveEarlyFraudWarning,

  listTestClocks,
  createTestClock,
  retrieveTestClock,
  advanceTestClock,
  deleteTestClock,

  listWebhookEndpoints,
  createWebhookEndpoint,
  retrieveWebhookEndpoint,
  updateWebhookEndpoint,
  rollWebhookSecret,
  deleteWebhookEndpoint,
  listDeliveries,
  replayEvents,
];
