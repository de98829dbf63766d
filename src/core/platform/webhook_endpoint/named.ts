/** The webhook endpoint that a request names, and the answer with what became of it. */
import { type Row, type State, updated } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import type { WebhookEndpoint } from './types.js';

export function endpointOf(state: State, id: string): Row<'webhook_endpoint'> | Refusal {
  const row = state.get('webhook_endpoint', id);
  return row === undefined || row.document.deleted === true ? errors.noSuchObject('webhook_endpoint', id) : row;
}

export function replyWith(row: Row<'webhook_endpoint'>, endpoint: WebhookEndpoint) {
  return {
    changes: [updated(row, endpoint)],
    events: [],
    reply: { kind: 'webhook_endpoint' as const, id: row.id },
  };
}
