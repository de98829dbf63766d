/** What this room adds to the API: how its objects are shown, and its operations. */
import type { Operation } from '../kernel/operation.js';
import { listAccounts, retrieveAccount, retrieveOwnAccount } from './account/operations.js';
import { account } from './account/schema.js';
import { api_key } from './api_key/object.js';
import { listApiKeys, retrieveApiKey } from './api_key/reads.js';
import { createApiKey, revokeApiKey, rollApiKey } from './api_key/writes.js';
import { listEvents, retrieveEvent } from './event/reads.js';
import { streamEvents } from './event/stream.js';
import { listRequestLogs, retrieveRequestLog } from './request_log/reads.js';
import { request_log } from './request_log/schema.js';
import { deleted_test_clock, test_clock } from './test_clock/object.js';
import {
  advanceTestClock,
  createTestClock,
  deleteTestClock,
  listTestClocks,
  retrieveTestClock,
} from './test_clock/operations.js';
import { listDeliveries, replayEvents, retryEvent } from './webhook_endpoint/deliveries.js';
import {
  deleted_webhook_endpoint,
  webhook_delivery,
  webhook_endpoint,
  webhook_replay,
} from './webhook_endpoint/object.js';
import { listWebhookEndpoints, retrieveWebhookEndpoint } from './webhook_endpoint/reads.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  rollWebhookSecret,
  updateWebhookEndpoint,
} from './webhook_endpoint/writes.js';

export const PLATFORM_OBJECTS = {
  api_key,
  test_clock,
  webhook_endpoint,
};

/** What answers hold beside objects of a kind. */
export const PLATFORM_SCHEMAS = {
  account,
  deleted_test_clock,
  deleted_webhook_endpoint,
  request_log,
  webhook_delivery,
  webhook_replay,
};

export const PLATFORM_OPERATIONS: readonly Operation[] = [
  retrieveOwnAccount,
  listAccounts,
  retrieveAccount,

  listApiKeys,
  createApiKey,
  retrieveApiKey,
  rollApiKey,
  revokeApiKey,

  listEvents,
  streamEvents,
  retrieveEvent,
  retryEvent,

  listRequestLogs,
  retrieveRequestLog,

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
