/** Deleting webhook endpoints. */
import type { Command } from '../../kernel/decision.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import { endpointOf, replyWith } from './named.js';
import type { WebhookEndpoint } from './types.js';

export interface DeleteWebhookEndpoint {
  readonly id: string;
}

export const deleteWebhookEndpoint: Command<DeleteWebhookEndpoint> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, { id }) {
    const row = endpointOf(state, id);
    if (isRefusal(row)) return row;
    return replyWith(row, compact<WebhookEndpoint>({ ...row.document, deleted: true, slot: undefined }));
  },
};
