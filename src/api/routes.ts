/** Every operation of the API. What is not here does not exist. */
import { listAccounts, retrieveAccount, retrieveOwnAccount } from './accounts.js';
import { listApiKeys, retrieveApiKey } from './api_keys/reads.js';
import { createApiKey, revokeApiKey, rollApiKey } from './api_keys/writes.js';
import { listBalanceTransactions, retrieveBalance, retrieveBalanceTransaction } from './balance.js';
import { captureCharge, listCharges, retrieveCharge, searchCharges, updateCharge } from './charges.js';
import { listCustomers, retrieveCustomer, searchCustomers } from './customers/reads.js';
import { createCustomer, deleteCustomer, updateCustomer } from './customers/writes.js';
import { listDisputeHistory, listDisputes, retrieveDispute } from './disputes/reads.js';
import { closeDispute, updateDispute } from './disputes/writes.js';
import { listEarlyFraudWarnings, retrieveEarlyFraudWarning } from './early_fraud_warnings.js';
import { streamEvents } from './event_stream.js';
import { listEvents, retrieveEvent } from './events.js';
import type { Operation } from './operation.js';
import {
  listLineItems,
  listPaymentIntents,
  retrievePaymentIntent,
  searchPaymentIntents,
} from './payment_intents/reads.js';
import {
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
  incrementAuthorization,
  updatePaymentIntent,
} from './payment_intents/writes.js';
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
import { exportPaymentRecords } from './payment_records/csv.js';
import {
  listHistory,
  listPaymentAttemptRecords,
  listPaymentRecords,
  retrievePaymentAttemptRecord,
  retrievePaymentRecord,
} from './payment_records/reads.js';
import { listPaymentRecordRefunds, retrievePaymentRecordRefund } from './payment_records/refunds.js';
import {
  reportPayment,
  reportPaymentAttempt,
  reportPaymentAttemptCanceled,
  reportPaymentAttemptFailed,
  reportPaymentAttemptGuaranteed,
  reportPaymentAttemptInformational,
  reportRefund,
} from './payment_records/reports.js';
import { listSameReference } from './payment_records/same_reference.js';
import { searchPaymentRecords } from './payment_records/search.js';
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
} from './refunds.js';
import { retrieveOverview } from './reports/overview.js';
import { listRequestLogs, retrieveRequestLog } from './request_logs/reads.js';
import { listSetupAttempts, listSetupIntents, retrieveSetupIntent } from './setup_intents/reads.js';
import { cancelSetupIntent, confirmSetupIntent, createSetupIntent, updateSetupIntent } from './setup_intents/writes.js';
import {
  advanceTestClock,
  createTestClock,
  deleteTestClock,
  listTestClocks,
  retrieveTestClock,
} from './test_clocks.js';
import { listDeliveries, replayEvents, retryEvent } from './webhook_endpoints/deliveries.js';
import { listWebhookEndpoints, retrieveWebhookEndpoint } from './webhook_endpoints/reads.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  rollWebhookSecret,
  updateWebhookEndpoint,
} from './webhook_endpoints/writes.js';

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
