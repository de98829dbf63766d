/** Webhook endpoints, and what is sent to them. */

import {
  about,
  constant,
  flag,
  integer,
  listOf,
  never,
  nullable,
  object,
  oneOf,
  text,
  time,
} from '../../kernel/json_schema.js';
import { created, livemode, metadata } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewWebhookEndpoint } from './view.js';

const webhook_endpoint_schema = about(
  object(
    {
      id: text,
      object: constant('webhook_endpoint'),
      api_version: about(nullable(text), 'The version that its events are written in; `null` for the default version.'),
      application: never,
      created: about(time, created),
      description: nullable(text),
      enabled_events: about(listOf(text), 'Types of events, families such as `customer.*`, or `*` for all.'),
      livemode: about(flag, livemode),
      metadata,
      status: oneOf(['enabled', 'disabled']),
      url: text,
    },
    {
      ordered_by_object: about(
        constant(true),
        'Extension: of two events about one object the later is not sent before the earlier was received, or given up.',
      ),
      secret: about(text, 'What its deliveries are signed with. Only in the answer that made it.'),
    },
  ),
  'Where events are sent as they happen.',
);

export const deleted_webhook_endpoint = about(
  object({ id: text, object: constant('webhook_endpoint'), deleted: constant(true) }),
  'What is left of a webhook endpoint after its deletion.',
);

const delivery_try = object({
  created: about(time, 'When it was sent.'),
  error: about(nullable(text), 'Why there was no answer.'),
  latency_ms: about(integer, 'How long the answer took to begin, in milliseconds.'),
  response: about(
    nullable(object({ status: integer, body: nullable(text) })),
    'The answer, with its first kilobyte; of an address that is not on the public internet only the status.',
  ),
});

export const webhook_delivery = {
  ...about(
    object({
      id: text,
      object: constant('webhook_delivery'),
      event: about(text, 'The id of the event.'),
      event_type: text,
      livemode: about(flag, livemode),
      next_try: about(nullable(time), 'When it is sent again; `null` where it is not.'),
      sequence: about(integer, 'The number of the event among all of the account and mode.'),
      status: oneOf(['pending', 'succeeded', 'failed', 'canceled']),
      tries: about(listOf(delivery_try), 'The latest twenty, oldest first.'),
      webhook_endpoint: about(text, 'The id of the endpoint.'),
    }),
    'One event for one webhook endpoint. Finished ones are kept for 30 days.',
  ),
  'x-daybook-extension': true as const,
};

export const webhook_replay = {
  ...about(
    object({
      object: constant('webhook_replay'),
      count: about(integer, 'How many events are sent again: at most 10,000 at once.'),
      from_sequence: about(nullable(integer), 'The number of the first of them.'),
      has_more: about(flag, 'Whether the range goes on: ask again from `to_sequence` + 1.'),
      livemode: about(flag, livemode),
      to_sequence: about(nullable(integer), 'The number of the last of them.'),
      webhook_endpoint: about(text, 'The id of the endpoint.'),
    }),
    'Events that are being sent to a webhook endpoint again.',
  ),
  'x-daybook-extension': true as const,
};

export const webhook_endpoint = {
  schema: webhook_endpoint_schema,
  view: viewWebhookEndpoint,
  is_in_events: true,
} as const satisfies ShownObject<'webhook_endpoint'>;
