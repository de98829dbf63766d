/** What this room adds to the whole: its kinds of objects, their events, and its commands under the names that the journal keeps. */
import { api_key } from './api_key/kind.js';
import { createApiKey, endKeySessions, revokeApiKey, rollApiKey } from './api_key/types.js';
import { TEST_CLOCK_EVENTS, test_clock } from './test_clock/kind.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  disableFailingWebhookEndpoint,
  rollWebhookSecret,
  updateWebhookEndpoint,
} from './webhook_endpoint/commands.js';
import { WEBHOOK_ENDPOINT_EVENTS, webhook_endpoint } from './webhook_endpoint/kind.js';

export const PLATFORM_KINDS = {
  api_key,
  test_clock,
  webhook_endpoint,
};

export const PLATFORM_EVENTS = {
  ...TEST_CLOCK_EVENTS,
  ...WEBHOOK_ENDPOINT_EVENTS,
};

export const PLATFORM_COMMANDS = {
  'api_key.create': createApiKey,
  'api_key.end_sessions': endKeySessions,
  'api_key.revoke': revokeApiKey,
  'api_key.roll': rollApiKey,
  'webhook_endpoint.create': createWebhookEndpoint,
  'webhook_endpoint.delete': deleteWebhookEndpoint,
  'webhook_endpoint.disable_failing': disableFailingWebhookEndpoint,
  'webhook_endpoint.roll_secret': rollWebhookSecret,
  'webhook_endpoint.update': updateWebhookEndpoint,
} as const;
