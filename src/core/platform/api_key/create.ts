/** Making keys. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { compact } from '../../kernel/shared.js';
import type { ApiKey, KeyType, Permissions } from './types.js';

export interface CreateApiKey {
  readonly type: KeyType;
  readonly hash: string;
  readonly last4: string;
  readonly name: string | undefined;
  readonly permissions: Permissions | undefined;
}

/** Creating a key that exists already answers with the key that is there: provisioning may be repeated. */
export const createApiKey: Command<CreateApiKey> = {
  reads: (input) => [{ kind: 'api_key', column: 'hash', value: input.hash }],
  decide(state, input, context) {
    const draft = new Draft(state, context);
    const [existing] = state.find('api_key', 'hash', input.hash);
    if (existing !== undefined) return draft.decision({ kind: 'api_key', id: existing.id });
    const key = compact<ApiKey>({ id: context.newId('api_key'), created: context.now, ...input });
    draft.create('api_key', key);
    return draft.decision({ kind: 'api_key', id: key.id });
  },
};
