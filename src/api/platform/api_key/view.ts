/** API keys on the wire (extension). The text of a key is stored nowhere, so only what made it can show it. */
import { stateOfKey } from '../../../app/keys.js';
import type { ApiKey } from '../../../core/platform/api_key/types.js';
import type { ViewContext } from '../../kernel/view_context.js';

export function viewApiKey(key: ApiKey, { livemode, now }: ViewContext): object {
  return {
    id: key.id,
    object: 'api_key',
    created: key.created,
    expires_at: key.expires_at ?? null,
    last4: key.last4,
    livemode,
    name: key.name ?? null,
    permissions: key.permissions ?? null,
    rolled_to: key.rolled_to ?? null,
    status: stateOfKey(key, now),
    type: key.type,
  };
}
