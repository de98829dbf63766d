/** An endpoint that only fails goes out of service. */
import { type Command, updated } from '../../kernel/decision.js';
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
  decide(state, { id, activation, url }) {
    const row = endpointOf(state, id);
    if (isRefusal(row)) return row;
    const before = row.document;
    if (before.disabled !== undefined || before.activation !== activation || before.url !== url) {
      return { changes: [], events: [], reply: { kind: 'webhook_endpoint', id } };
    }
    return {
      changes: [updated(row, { ...before, disabled: 'failing' })],
      events: [{ type: 'webhook_endpoint.disabled', object: id }],
      reply: { kind: 'webhook_endpoint', id },
    };
  },
};
