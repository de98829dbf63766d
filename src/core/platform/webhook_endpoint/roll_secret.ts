/** Replacing the secret of a webhook endpoint. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import { endpointOf } from './named.js';
import type { WebhookEndpoint } from './types.js';

/** The longest that a replaced secret can go on signing. */
export const MAXIMUM_OVERLAP_SECONDS = 24 * 60 * 60;

export interface RollWebhookSecret {
  readonly id: string;
  /** For how many more seconds the secret that is replaced signs too. */
  readonly expires_in: number;
}

export const rollWebhookSecret: Command<RollWebhookSecret> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, { id, expires_in }, context) {
    const before = endpointOf(state, id);
    if (isRefusal(before)) return before;
    const endpoint = compact<WebhookEndpoint>({
      ...before,
      roll: (before.roll ?? 0) + 1,
      old_secret_expires_at: expires_in === 0 ? undefined : context.now + expires_in,
    });
    const draft = new Draft(state, context);
    draft.update('webhook_endpoint', endpoint);
    return draft.decision({ kind: 'webhook_endpoint', id });
  },
};
