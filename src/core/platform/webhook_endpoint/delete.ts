/** Deleting webhook endpoints. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import { endpointOf } from './named.js';
import type { WebhookEndpoint } from './types.js';

export interface DeleteWebhookEndpoint {
  readonly id: string;
}

export const deleteWebhookEndpoint: Command<DeleteWebhookEndpoint> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, { id }, context) {
    const before = endpointOf(state, id);
    if (isRefusal(before)) return before;
    const draft = new Draft(state, context);
    draft.update('webhook_endpoint', compact<WebhookEndpoint>({ ...before, deleted: true, slot: undefined }));
    return draft.decision({ kind: 'webhook_endpoint', id });
  },
};
