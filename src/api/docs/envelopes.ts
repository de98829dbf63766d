/** Events, the journal, pages, and errors. */

import { EVENT_TYPES } from '../../core/event_types.js';
import { ERROR_CODES } from '../../core/kernel/error_codes.js';
import { KIND_NAMES } from '../../core/kinds.js';
import {
  about,
  anything,
  constant,
  flag,
  integer,
  type JsonSchema,
  listOf,
  nullable,
  object,
  oneOf,
  reference,
  text,
  time,
} from '../kernel/json_schema.js';
import { livemode } from '../kernel/schema_parts.js';

const request = object({ id: nullable(text), idempotency_key: nullable(text) });

/** `shown` are the objects an event can be about. */
export function eventSchema(shown: readonly string[]): JsonSchema {
  return about(
    object({
      id: text,
      object: constant('event'),
      api_version: text,
      created: time,
      data: object(
        { object: { anyOf: shown.map(reference) } },
        { previous_attributes: about(anything, 'The members that changed, as they were before.') },
      ),
      livemode: about(flag, livemode),
      pending_webhooks: integer,
      request: about(request, 'The request that caused the event.'),
      type: oneOf(Object.keys(EVENT_TYPES)),
    }),
    'Something that happened, with the object as it was right after.',
  );
}

/** `shown` are the objects a command can change and that have a look of their own. */
export function journalEntrySchema(shown: readonly string[]): JsonSchema {
  const internal = KIND_NAMES.filter((kind) => kind !== 'api_key' && !shown.includes(kind));
  const stored = (): JsonSchema => ({
    ...about(object({ id: text, object: oneOf(internal) }), 'An object that nothing else shows, as it is stored.'),
    additionalProperties: true,
  });
  const version: JsonSchema = { anyOf: [...shown.map(reference), ...(internal.length === 0 ? [] : [stored()])] };
  const change = object(
    {
      object: text,
      id: text,
      before: nullable(version),
      after: about(nullable(version), '`null`, as `before`, where the key may not read the object itself.'),
    },
    {
      reported_times: about(
        object({
          initiated_at: time,
          guaranteed_at: nullable(time),
          failed_at: nullable(time),
          canceled_at: nullable(time),
        }),
        "Of an attempt: the caller's own times, which the attempt itself does not show.",
      ),
    },
  );
  const entry = object({
    id: text,
    object: constant('journal_entry'),
    actor: about(text, 'The key that was used, or the part of Daybook that acted by itself.'),
    changes: listOf(change),
    command: text,
    created: time,
    livemode: about(flag, livemode),
    request,
    via: about(nullable(oneOf(['dashboard'])), 'Where somebody signed in with the key, if it was not sent itself.'),
  });
  return { ...about(entry, 'One change, with who made it: the unit of history.'), 'x-daybook-extension': true };
}

export function searchResultSchema(item: string): JsonSchema {
  return object(
    {
      object: constant('search_result'),
      data: listOf(reference(item)),
      has_more: flag,
      next_page: about(nullable(text), 'The value of `page` that asks for the next page.'),
      url: text,
    },
    { total_count: about(integer, 'How many objects are found in all; where `expand` asks for `total_count`.') },
  );
}

export const error = about(
  object({
    error: object(
      {
        doc_url: about(text, 'Where this server explains the code or, without one, the HTTP status.'),
        message: about(text, 'For people.'),
        type: oneOf(['api_error', 'card_error', 'idempotency_error', 'invalid_request_error']),
      },
      {
        advice_code: text,
        charge: about(text, 'The id of the charge that was declined.'),
        code: about(oneOf(Object.keys(ERROR_CODES)), 'For programs; each is explained at `doc_url`.'),
        decline_code: text,
        payment_intent: reference('payment_intent'),
        payment_method: reference('payment_method'),
        setup_intent: reference('setup_intent'),
        param: about(text, 'The parameter at fault, in the form `a[b][c]`.'),
      },
    ),
  }),
  'Why a request was refused.',
);
