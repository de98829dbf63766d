/** Every command under the name that the journal keeps. */
import { createApiKey, endKeySessions, revokeApiKey, rollApiKey } from './api_key.js';
import { captureCharge } from './charge/capture.js';
import { updateCharge } from './charge/update.js';
import { createCustomer, updateCustomer } from './customer/commands.js';
import { deleteCustomer } from './customer/delete.js';
import type { Command } from './decision.js';
import { closeDispute, dueDispute } from './dispute/close.js';
import { updateDispute } from './dispute/update.js';
import { authenticatePaymentIntent } from './payment_intent/authenticate.js';
import { cancelPaymentIntent } from './payment_intent/cancel.js';
import { capturePaymentIntent } from './payment_intent/capture.js';
import { confirmPaymentIntent } from './payment_intent/confirm.js';
import { createPaymentIntent } from './payment_intent/create.js';
import { duePaymentIntent } from './payment_intent/due.js';
import { incrementAuthorization } from './payment_intent/increment.js';
import { updatePaymentIntent } from './payment_intent/update.js';
import { attachPaymentMethod, detachPaymentMethod } from './payment_method/attachment.js';
import { createPaymentMethod } from './payment_method/create.js';
import { updatePaymentMethod } from './payment_method/update.js';
import { reportInformational, reportOutcome, reportRefund } from './payment_record/follow_ups.js';
import { reportPayment, reportPaymentAttempt } from './payment_record/new_attempts.js';
import { createRefund } from './refund/create.js';
import { cancelRefund, dueRefund, updateRefund } from './refund/follow_ups.js';
import {
  authenticateSetupIntent,
  cancelSetupIntent,
  confirmSetupIntent,
  updateSetupIntent,
} from './setup_intent/changes.js';
import { createSetupIntent } from './setup_intent/create.js';
import { advanceTestClock, createTestClock, deleteTestClock } from './test_clock/commands.js';
import { dueTestClock } from './test_clock/due.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  disableFailingWebhookEndpoint,
  rollWebhookSecret,
  updateWebhookEndpoint,
} from './webhook_endpoint/commands.js';

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
