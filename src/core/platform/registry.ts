/** What this room adds to the whole: its kinds of objects, their events, and its commands under the names that the journal keeps. */
import { createApiKey } from './api_key/create.js';
import { endKeySessions } from './api_key/end_sessions.js';
import { api_key } from './api_key/kind.js';
import { revokeApiKey } from './api_key/revoke.js';
import { rollApiKey } from './api_key/roll.js';
import { TEST_CLOCK_EVENTS, test_clock } from './test_clock/kind.js';
import { createWebhookEndpoint } from './webhook_endpoint/create.js';
import { deleteWebhookEndpoint } from './webhook_endpoint/delete.js';
import { disableFailingWebhookEndpoint } from './webhook_endpoint/disable_failing.js';
import { WEBHOOK_ENDPOINT_EVENTS, webhook_endpoint } from './webhook_endpoint/kind.js';
import { rollWebhookSecret } from './webhook_endpoint/roll_secret.js';
import { updateWebhookEndpoint } from './webhook_endpoint/update.js';

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
