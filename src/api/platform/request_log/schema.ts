/** What is kept of requests. */
import {
  about,
  anything,
  constant,
  flag,
  integer,
  listOf,
  nullable,
  object,
  oneOf,
  text,
  time,
} from '../../kernel/json_schema.js';
import { livemode } from '../../kernel/schema_parts.js';

export const request_log = {
  ...about(
    object({
      id: text,
      object: constant('request_log'),
      api_version: nullable(text),
      created: about(time, 'When the request arrived.'),
      duration_ms: about(integer, 'From there to the answer, of a download to its beginning.'),
      error: about(
        nullable(object({ code: nullable(text), message: text, param: nullable(text) })),
        'Why it was refused.',
      ),
      idempotency_key: nullable(text),
      key: about(text, 'The id of the key.'),
      livemode: about(flag, livemode),
      method: text,
      objects: about(listOf(text), 'The ids in its path, of the object that it changed, and of those that this names.'),
      parameters: about(
        nullable(anything),
        'As they were sent, as texts; keys, secrets, card numbers and security codes are hidden, and long texts are cut. `null` for a key that may not read what the request was about.',
      ),
      path: text,
      status: integer,
      via: about(nullable(oneOf(['dashboard'])), 'Where somebody signed in with the key, if it was not sent itself.'),
    }),
    'A request with a key. A crash can lose those of the last second.',
  ),
  'x-daybook-extension': true as const,
};
