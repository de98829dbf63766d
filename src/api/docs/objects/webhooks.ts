/** Webhook endpoints. */
import { about, constant, flag, listOf, never, nullable, object, oneOf, text, time } from '../json_schema.js';
import { created, livemode, metadata } from './shared.js';

export const webhook_endpoint = about(
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
