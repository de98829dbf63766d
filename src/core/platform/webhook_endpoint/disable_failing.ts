/** An endpoint that only fails goes out of service. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { endpointOf } from './named.js';

export interface DisableFailingWebhookEndpoint {
  readonly id: string;
  /** Of the endpoint that failed: one that was enabled anew meanwhile, or has another address, is left alone. */
  readonly activation: number;
  readonly url: string;
}

/** What nobody asked for is told: an endpoint goes out of service because it has only failed for days. */
export const disableFailingWebhookEndpoint: Command<DisableFailingWebhookEndpoint> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, { id, activation, url }, context) {
    const before = endpointOf(state, id);
    if (isRefusal(before)) return before;
    const draft = new Draft(state, context);
    if (before.disabled === undefined && before.activation === activation && before.url === url) {
      draft.update('webhook_endpoint', { ...before, disabled: 'failing' });
      draft.emit('webhook_endpoint.disabled', id);
    }
    return draft.decision({ kind: 'webhook_endpoint', id });
  },
};
