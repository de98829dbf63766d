/** What this room adds to the API: how its objects are shown, and its operations. */
import type { Operation } from '../kernel/operation.js';
import { balance, balance_transaction } from './balance/object.js';
import { listBalanceTransactions, retrieveBalance, retrieveBalanceTransaction } from './balance/reads.js';
import { charge } from './charge/object.js';
import { captureCharge, listCharges, retrieveCharge, searchCharges, updateCharge } from './charge/operations.js';
import { customer, deleted_customer } from './customer/object.js';
import { listCustomers, retrieveCustomer, searchCustomers } from './customer/reads.js';
import { createCustomer, deleteCustomer, updateCustomer } from './customer/writes.js';
import { dispute, early_fraud_warning } from './dispute/object.js';
import { listDisputeHistory, listDisputes, retrieveDispute } from './dispute/reads.js';
import { closeDispute, updateDispute } from './dispute/writes.js';
import { listEarlyFraudWarnings, retrieveEarlyFraudWarning } from './early_fraud_warning/reads.js';
import { payment_intent, payment_intent_amount_details_line_item } from './payment_intent/object.js';
import {
  listLineItems,
  listPaymentIntents,
  retrievePaymentIntent,
  searchPaymentIntents,
} from './payment_intent/reads.js';
import {
  cancelPaymentIntent,
  capturePaymentIntent,
  confirmPaymentIntent,
  createPaymentIntent,
  incrementAuthorization,
  updatePaymentIntent,
} from './payment_intent/writes.js';
import { payment_method } from './payment_method/object.js';
import {
  listCustomerPaymentMethods,
  listPaymentMethods,
  retrieveCustomerPaymentMethod,
  retrievePaymentMethod,
} from './payment_method/reads.js';
import {
  attachPaymentMethod,
  createPaymentMethod,
  detachPaymentMethod,
  updatePaymentMethod,
} from './payment_method/writes.js';
import { exportPaymentRecords } from './payment_record/csv.js';
import { payment_attempt_record, payment_record, payment_record_refund } from './payment_record/object.js';
import {
  listHistory,
  listPaymentAttemptRecords,
  listPaymentRecords,
  retrievePaymentAttemptRecord,
  retrievePaymentRecord,
} from './payment_record/reads.js';
import { listPaymentRecordRefunds, retrievePaymentRecordRefund } from './payment_record/refunds.js';
import {
  reportPayment,
  reportPaymentAttempt,
  reportPaymentAttemptCanceled,
  reportPaymentAttemptFailed,
  reportPaymentAttemptGuaranteed,
  reportPaymentAttemptInformational,
  reportRefund,
} from './payment_record/reports.js';
import { listSameReference } from './payment_record/same_reference.js';
import { searchPaymentRecords } from './payment_record/search.js';
import { refund } from './refund/object.js';
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
} from './refund/operations.js';
import { retrieveOverview } from './reports/overview.js';
import { overview } from './reports/schema.js';
import { setup_attempt, setup_intent } from './setup_intent/object.js';
import { listSetupAttempts, listSetupIntents, retrieveSetupIntent } from './setup_intent/reads.js';
import { cancelSetupIntent, confirmSetupIntent, createSetupIntent, updateSetupIntent } from './setup_intent/writes.js';

export const PAYMENTS_OBJECTS = {
  balance_transaction,
  charge,
  customer,
  dispute,
  early_fraud_warning,
  payment_attempt_record,
  payment_intent,
  payment_method,
  payment_record,
  payment_record_refund,
  refund,
  setup_attempt,
  setup_intent,
};

/** What answers hold beside objects of a kind. */
export const PAYMENTS_SCHEMAS = {
  balance,
  deleted_customer,
  overview,
  payment_intent_amount_details_line_item,
};

export const PAYMENTS_OPERATIONS: readonly Operation[] = [
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

  listSetupAttempts,

  listSetupIntents,
  createSetupIntent,
  retrieveSetupIntent,
  updateSetupIntent,
  confirmSetupIntent,
  cancelSetupIntent,
  listEarlyFraudWarnings,
  retrieveEarlyFraudWarning,
];
