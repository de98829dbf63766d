/** Every command under the name that the journal keeps. */

import { advanceTestClock, createTestClock, deleteTestClock } from './clockwork/commands.js';
import { dueTestClock } from './clockwork/due_test_clock.js';
import type { Command } from './kernel/decision.js';
import { updateCharge } from './payments/charge/update.js';
import { createCustomer, updateCustomer } from './payments/customer/commands.js';
import { deleteCustomer } from './payments/customer/delete.js';
import { closeDispute, dueDispute } from './payments/dispute/close.js';
import { updateDispute } from './payments/dispute/update.js';
import { authenticatePaymentIntent } from './payments/payment_intent/authenticate.js';
import { cancelPaymentIntent } from './payments/payment_intent/cancel.js';
import { capturePaymentIntent } from './payments/payment_intent/capture.js';
import { captureCharge } from './payments/payment_intent/capture_charge.js';
import { confirmPaymentIntent } from './payments/payment_intent/confirm.js';
import { createPaymentIntent } from './payments/payment_intent/create.js';
import { duePaymentIntent } from './payments/payment_intent/due.js';
import { incrementAuthorization } from './payments/payment_intent/increment.js';
import { updatePaymentIntent } from './payments/payment_intent/update.js';
import { attachPaymentMethod, detachPaymentMethod } from './payments/payment_method/attachment.js';
import { createPaymentMethod } from './payments/payment_method/create.js';
import { updatePaymentMethod } from './payments/payment_method/update.js';
import { reportInformational, reportOutcome, reportRefund } from './payments/payment_record/follow_ups.js';
import { reportPayment, reportPaymentAttempt } from './payments/payment_record/new_attempts.js';
import { createRefund } from './payments/refund/create.js';
import { cancelRefund, dueRefund, updateRefund } from './payments/refund/follow_ups.js';
import {
  authenticateSetupIntent,
  cancelSetupIntent,
  confirmSetupIntent,
  updateSetupIntent,
} from './payments/setup_intent/changes.js';
import { createSetupIntent } from './payments/setup_intent/create.js';
import { createApiKey, endKeySessions, revokeApiKey, rollApiKey } from './platform/api_key/types.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  disableFailingWebhookEndpoint,
  rollWebhookSecret,
  updateWebhookEndpoint,
} from './platform/webhook_endpoint/commands.js';

export const COMMANDS = {
  'api_key.create': createApiKey,
  'api_key.end_sessions': endKeySessions,
  'api_key.revoke': revokeApiKey,
  'api_key.roll': rollApiKey,
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
  'refund.update': updateRefund,
  'setup_intent.authenticate': authenticateSetupIntent,
  'setup_intent.cancel': cancelSetupIntent,
  'setup_intent.confirm': confirmSetupIntent,
  'setup_intent.create': createSetupIntent,
  'setup_intent.update': updateSetupIntent,
  'test_clock.advance': advanceTestClock,
  'test_clock.create': createTestClock,
  'test_clock.delete': deleteTestClock,
  'test_clock.due': dueTestClock,
  'webhook_endpoint.create': createWebhookEndpoint,
  'webhook_endpoint.delete': deleteWebhookEndpoint,
  'webhook_endpoint.disable_failing': disableFailingWebhookEndpoint,
  'webhook_endpoint.roll_secret': rollWebhookSecret,
  'webhook_endpoint.update': updateWebhookEndpoint,
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<N extends CommandName> = (typeof COMMANDS)[N] extends Command<infer Input> ? Input : never;
