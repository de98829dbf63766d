/** Webhook endpoints on the wire. Their secrets are added only where they are made. */
import type Stripe from 'stripe';
import type { WebhookEndpoint } from '../../../core/platform/webhook_endpoint/types.js';
import type { ViewContext } from '../../kernel/view_context.js';

/** What Stripe's object does not have. */
interface Extension {
  readonly ordered_by_object?: true;
}

export function viewWebhookEndpoint(
  endpoint: WebhookEndpoint,
  { livemode }: ViewContext,
): (Stripe.WebhookEndpoint & Extension) | Stripe.DeletedWebhookEndpoint {
  if (endpoint.deleted === true) return { id: endpoint.id, object: 'webhook_endpoint', deleted: true };
  return {
    id: endpoint.id,
    object: 'webhook_endpoint',
    api_version: endpoint.api_version ?? null,
    application: null,
    created: endpoint.created,
    description: endpoint.description ?? null,
    enabled_events: [...endpoint.enabled_events],
    livemode,
    metadata: endpoint.metadata ?? {},
    ...(endpoint.ordered_by_object === undefined ? {} : { ordered_by_object: true as const }),
    status: endpoint.disabled === undefined ? 'enabled' : 'disabled',
    url: endpoint.url,
  };
}
