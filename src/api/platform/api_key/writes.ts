/** Making, rolling and revoking keys. No key makes, replaces or ends one that may do more than it may itself. */
import { hashOfKey } from '../../../app/key_ring.js';
import { newKey, storedKey } from '../../../app/new_key.js';
import { errors, isRefusal, type Refusal } from '../../../core/kernel/errors.js';
import { documentAs } from '../../../core/kernel/stored_document.js';
import { exceedsOwnRights, permissionsOfOthers } from '../../../core/platform/api_key/refusals.js';
import { mayDoAllOf } from '../../../core/platform/api_key/rights.js';
import { type ApiKey, KEY_TYPES, type Permissions } from '../../../core/platform/api_key/types.js';
import type { StoredRow } from '../../../store/port.js';
import { described, enumeration, hash, integer, required, string } from '../../../wire/parameters.js';
import { RESOURCES, type Resource } from '../../kernel/access.js';
import type { Call } from '../../kernel/call.js';
import { operation } from '../../kernel/operation.js';
import { service } from '../../kernel/service.js';

const MAXIMUM_NAME = 200;
const MAXIMUM_GRACE_SECONDS = 30 * 24 * 60 * 60;

/** Keeps a new key where the one with this hash is kept, if that is kept anywhere. */
export const KEPT_KEY = service<(hash: string, key: string) => Promise<void>>('kept key');

const right = enumeration(['read', 'write']);
const permissions = hash(
  Object.fromEntries(RESOURCES.map((resource) => [resource, right])) as Record<Resource, typeof right>,
);

export const createApiKey = operation({
  method: 'POST',
  path: '/v1/daybook/api_keys',
  summary: 'Create an API key in the mode of the request. Its text is in this answer and in no other.',
  resource: 'api_keys',
  answers: 'api_key',
  extension: true,
  parameters: {
    type: described(
      required(enumeration(KEY_TYPES)),
      'What the key may do: everything, what `permissions` say, or what is safe in public.',
    ),
    name: described(string({ maximum_length: MAXIMUM_NAME }), 'What people call the key.'),
    permissions: described(
      permissions,
      'Of a restricted key, and required for it: for each resource, such as `payment_intents`, `read`, or `write`, which includes reading.',
    ),
  },
  async run(call, { type, name, permissions: given }) {
    const misfit = unfitPermissions(type, given);
    if (misfit !== undefined) return misfit;
    const wanted = { type, ...(given === undefined ? {} : { permissions: given as Permissions }) };
    const forbidden = exceeding(call, wanted);
    if (forbidden !== undefined) return forbidden;
    const text = newKey(type, call.livemode);
    return call.commit(
      'api_key.create',
      { type, ...storedKey(text), name, permissions: wanted.permissions },
      showing(call, text),
    );
  },
});

export const rollApiKey = operation({
  method: 'POST',
  path: '/v1/daybook/api_keys/:id/roll',
  summary: 'Replace an API key by a new one with the same rights. Its text is in this answer and in no other.',
  resource: 'api_keys',
  answers: 'api_key',
  extension: true,
  parameters: {
    expires_in: described(
      integer({ minimum: 0, maximum: MAXIMUM_GRACE_SECONDS }),
      'For how many seconds the old key keeps working; 0 if left out. Sessions of the dashboard end at once.',
    ),
  },
  needs: KEPT_KEY,
  async run(call, { expires_in = 0 }, keepInstead) {
    const before = await changeable(call);
    if (isRefusal(before)) return before;
    const text = newKey(before.type, call.livemode);
    const rolled = await call.commit(
      'api_key.roll',
      { id: call.id, ...storedKey(text), expires_in },
      showing(call, text),
    );
    if (!isRefusal(rolled) && call.committing.repeated === undefined) await keepInstead(before.hash, text);
    return rolled;
  },
});

export const revokeApiKey = operation({
  method: 'DELETE',
  path: '/v1/daybook/api_keys/:id',
  summary: 'Revoke an API key: it is refused from now on, and stays in the list.',
  resource: 'api_keys',
  answers: 'api_key',
  extension: true,
  parameters: {},
  async run(call) {
    const key = await changeable(call);
    return isRefusal(key) ? key : call.commit('api_key.revoke', { id: call.id });
  },
});

/** The key of the path, if the caller's own may do everything that it may. */
async function changeable(call: Call): Promise<ApiKey | Refusal> {
  const row = await call.reading.find('api_key', call.id);
  if (isRefusal(row)) return row;
  const key = documentAs('api_key', row);
  return exceeding(call, key) ?? key;
}

/** The answer with the key's text. A repeated request made no key of its own, so it has no text to show. */
function showing(call: Call, text: string): (row: StoredRow) => object {
  return (row) => {
    const is_made_now = documentAs('api_key', row).hash === hashOfKey(text);
    return is_made_now ? { ...call.rendering.render(row), key: text } : call.rendering.render(row);
  };
}

function unfitPermissions(type: ApiKey['type'], given: object | undefined): Refusal | undefined {
  if (type === 'restricted') {
    return given === undefined || Object.keys(given).length === 0 ? errors.missing('permissions') : undefined;
  }
  return given === undefined ? undefined : permissionsOfOthers();
}

function exceeding({ identity }: Call, wanted: Pick<ApiKey, 'type' | 'permissions'>): Refusal | undefined {
  return mayDoAllOf(identity.key, wanted) ? undefined : exceedsOwnRights();
}
