/** API keys. */

import { KEY_TYPES } from '../../../core/platform/api_key/types.js';
import {
  about,
  constant,
  flag,
  type JsonSchema,
  nullable,
  object,
  oneOf,
  text,
  time,
} from '../../kernel/json_schema.js';
import { created, livemode } from '../../kernel/schema_parts.js';
import type { ShownObject } from '../../kernel/shown_object.js';
import { viewApiKey } from './view.js';

const permissions: JsonSchema = { type: 'object', additionalProperties: oneOf(['read', 'write']) };

const api_key_schema = {
  ...about(
    object(
      {
        id: text,
        object: constant('api_key'),
        created: about(time, created),
        expires_at: about(nullable(time), 'From when the key is refused.'),
        last4: about(text, 'The last characters of the key.'),
        livemode: about(flag, livemode),
        name: nullable(text),
        permissions: about(nullable(permissions), 'What a restricted key may do with which resource.'),
        rolled_to: about(nullable(text), 'The id of the key that replaced it.'),
        status: oneOf(['active', 'expiring', 'rolled', 'revoked']),
        type: oneOf(KEY_TYPES),
      },
      { key: about(text, 'The key itself: only in the answer that made it. Daybook does not store it.') },
    ),
    'What programs and people identify themselves with.',
  ),
  'x-daybook-extension': true as const,
};

export const api_key = {
  schema: api_key_schema,
  view: viewApiKey,
  depends_on_time: true,
} as const satisfies ShownObject<'api_key'>;
