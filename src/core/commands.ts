/** Every command under the name that the journal keeps. */
import { createApiKey, revokeApiKey, rollApiKey } from './api_key.js';
import { createCustomer, deleteCustomer, updateCustomer } from './customer/commands.js';
import type { Command } from './decision.js';
import { attachPaymentMethod, detachPaymentMethod } from './payment_method/attachment.js';
import { createPaymentMethod } from './payment_method/create.js';
import { updatePaymentMethod } from './payment_method/update.js';
import { reportInformational, reportOutcome, reportRefund } from './payment_record/follow_ups.js';
import { reportPayment, reportPaymentAttempt } from './payment_record/new_attempts.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  disableFailingWebhookEndpoint,
  rollWebhookSecret,
  updateWebhookEndpoint,
} from './webhook_endpoint/commands.js';

export const COMMANDS = {
  'api_key.create': createApiKey,
  'api_key.revoke': revokeApiKey,
  'api_key.roll': rollApiKey,
  'customer.create': createCustomer,
  'customer.delete': deleteCustomer,
  'customer.update': updateCustomer,
  'payment_method.attach': attachPaymentMethod,
  'payment_method.create': createPaymentMethod,
  'payment_method.detach': detachPaymentMethod,
  'payment_method.update': updatePaymentMethod,
  'payment_record.report_payment': reportPayment,
  'payment_record.report_payment_attempt': reportPaymentAttempt,
  'payment_record.report_outcome': reportOutcome,
  'payment_record.report_informational': reportInformational,
  'payment_record.report_refund': reportRefund,
  'webhook_endpoint.create': createWebhookEndpoint,
  'webhook_endpoint.delete': deleteWebhookEndpoint,
  'webhook_endpoint.disable_failing': disableFailingWebhookEndpoint,
  'webhook_endpoint.roll_secret': rollWebhookSecret,
  'webhook_endpoint.update': updateWebhookEndpoint,
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<N extends CommandName> = (typeof COMMANDS)[N] extends Command<infer Input> ? Input : never;
