/** What this room adds to the whole: its kinds of objects, their events, and its commands under the names that the journal keeps. */
import { balance_transaction } from './balance/kind.js';
import { CHARGE_EVENTS, charge, EARLIER_CHARGE_EVENTS } from './charge/kind.js';
import { updateCharge } from './charge/update.js';
import { createCustomer } from './customer/create.js';
import { deleteCustomer } from './customer/delete.js';
import { CUSTOMER_EVENTS, customer } from './customer/kind.js';
import { updateCustomer } from './customer/update.js';
import { closeDispute } from './dispute/close.js';
import { dueDispute } from './dispute/due.js';
import { DISPUTE_EVENTS, dispute, early_fraud_warning } from './dispute/kind.js';
import { updateDispute } from './dispute/update.js';
import { authenticatePaymentIntent } from './payment_intent/authenticate.js';
import { cancelPaymentIntent } from './payment_intent/cancel.js';
import { capturePaymentIntent } from './payment_intent/capture.js';
import { captureCharge } from './payment_intent/capture_charge.js';
import { confirmPaymentIntent } from './payment_intent/confirm.js';
import { createPaymentIntent } from './payment_intent/create.js';
import { duePaymentIntent } from './payment_intent/due.js';
import { incrementAuthorization } from './payment_intent/increment_authorization.js';
import { PAYMENT_INTENT_EVENTS, payment_intent } from './payment_intent/kind.js';
import { settlePaymentIntent } from './payment_intent/settle.js';
import { updatePaymentIntent } from './payment_intent/update.js';
import { attachPaymentMethod } from './payment_method/attach.js';
import { createPaymentMethod } from './payment_method/create.js';
import { detachPaymentMethod } from './payment_method/detach.js';
import { PAYMENT_METHOD_EVENTS, payment_method } from './payment_method/kind.js';
import { updatePaymentMethod } from './payment_method/update.js';
import {
  PAYMENT_RECORD_EVENTS,
  payment_attempt_record,
  payment_record,
  payment_record_refund,
} from './payment_record/kind.js';
import { reportInformational } from './payment_record/report_informational.js';
import { reportOutcome } from './payment_record/report_outcome.js';
import { reportPayment } from './payment_record/report_payment.js';
import { reportPaymentAttempt } from './payment_record/report_payment_attempt.js';
import { reportRefund } from './payment_record/report_refund.js';
import { cancelRefund } from './refund/cancel.js';
import { createRefund } from './refund/create.js';
import { dueRefund } from './refund/due.js';
import { REFUND_EVENTS, refund } from './refund/kind.js';
import { settleOpenRefund } from './refund/settle.js';
import { updateRefund } from './refund/update.js';
import { authenticateSetupIntent } from './setup_intent/authenticate.js';
import { cancelSetupIntent } from './setup_intent/cancel.js';
import { confirmSetupIntent } from './setup_intent/confirm.js';
import { createSetupIntent } from './setup_intent/create.js';
import { dueSetupIntent } from './setup_intent/due.js';
import { SETUP_INTENT_EVENTS, setup_attempt, setup_intent } from './setup_intent/kind.js';
import { settleSetupIntent } from './setup_intent/settle.js';
import { updateSetupIntent } from './setup_intent/update.js';

export const PAYMENTS_KINDS = {
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

export const PAYMENTS_EVENTS = {
  ...CHARGE_EVENTS,
  ...CUSTOMER_EVENTS,
  ...DISPUTE_EVENTS,
  ...PAYMENT_INTENT_EVENTS,
  ...PAYMENT_METHOD_EVENTS,
  ...PAYMENT_RECORD_EVENTS,
  ...REFUND_EVENTS,
  ...SETUP_INTENT_EVENTS,
};

export const EARLIER_PAYMENTS_EVENTS = EARLIER_CHARGE_EVENTS;

export const PAYMENTS_COMMANDS = {
  'charge.capture': captureCharge,
  'charge.update': updateCharge,
  'customer.create': createCustomer,
  'customer.delete': deleteCustomer,
  'customer.update': updateCustomer,
  'dispute.close': closeDispute,
  'dispute.due': dueDispute,
  'dispute.update': updateDispute,
  'payment_intent.authenticate': authenticatePaymentIntent,
  'payment_intent.cancel': cancelPaymentIntent,
  'payment_intent.capture': capturePaymentIntent,
  'payment_intent.confirm': confirmPaymentIntent,
  'payment_intent.create': createPaymentIntent,
  'payment_intent.due': duePaymentIntent,
  'payment_intent.increment_authorization': incrementAuthorization,
  'payment_intent.settle': settlePaymentIntent,
  'payment_intent.update': updatePaymentIntent,
  'payment_method.attach': attachPaymentMethod,
  'payment_method.create': createPaymentMethod,
  'payment_method.detach': detachPaymentMethod,
  'payment_method.update': updatePaymentMethod,
  'payment_record.report_payment': reportPayment,
  'payment_record.report_payment_attempt': reportPaymentAttempt,
  'payment_record.report_outcome': reportOutcome,
  'payment_record.report_informational': reportInformational,
  'payment_record.report_refund': reportRefund,
  'refund.cancel': cancelRefund,
  'refund.create': createRefund,
  'refund.due': dueRefund,
  'refund.settle': settleOpenRefund,
  'refund.update': updateRefund,
  'setup_intent.authenticate': authenticateSetupIntent,
  'setup_intent.cancel': cancelSetupIntent,
  'setup_intent.confirm': confirmSetupIntent,
  'setup_intent.create': createSetupIntent,
  'setup_intent.due': dueSetupIntent,
  'setup_intent.settle': settleSetupIntent,
  'setup_intent.update': updateSetupIntent,
} as const;
