/** Every command under the name that the journal keeps. */
import { createApiKey, revokeApiKey, rollApiKey } from './api_key.js';
import type { Command } from './decision.js';
import { reportInformational, reportOutcome, reportRefund } from './payment_record/follow_ups.js';
import { reportPayment, reportPaymentAttempt } from './payment_record/new_attempts.js';

export const COMMANDS = {
  'api_key.create': createApiKey,
  'api_key.revoke': revokeApiKey,
  'api_key.roll': rollApiKey,
  'payment_record.report_payment': reportPayment,
  'payment_record.report_payment_attempt': reportPaymentAttempt,
  'payment_record.report_outcome': reportOutcome,
  'payment_record.report_informational': reportInformational,
  'payment_record.report_refund': reportRefund,
} as const;

export type CommandName = keyof typeof COMMANDS;
export type CommandInput<N extends CommandName> = (typeof COMMANDS)[N] extends Command<infer Input> ? Input : never;
