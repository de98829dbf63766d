/** The webhook endpoint that a request names. */
import type { State } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import type { WebhookEndpoint } from './types.js';

export function endpointOf(state: State, id: string): WebhookEndpoint | Refusal {
  const endpoint = state.get('webhook_endpoint', id)?.document;
  return endpoint === undefined || endpoint.deleted === true ? errors.noSuchObject('webhook_endpoint', id) : endpoint;
}
