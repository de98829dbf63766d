/** Updating webhook endpoints, and putting them in and out of service. Stripe has no events of it. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { isRefusal } from '../../kernel/errors.js';
import { compact, type MetadataPatch, patchMetadata, replaced } from '../../kernel/shared.js';
import { endpointOf } from './named.js';
import type { WebhookEndpoint } from './types.js';

export interface UpdateWebhookEndpoint {
  readonly id: string;
  readonly url: string | undefined;
  readonly enabled_events: readonly string[] | undefined;
  readonly description: string | null | undefined;
  readonly disabled: boolean | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly ordered_by_object: boolean | undefined;
}

export const updateWebhookEndpoint: Command<UpdateWebhookEndpoint> = {
  reads: ({ id }) => [{ kind: 'webhook_endpoint', id }],
  decide(state, input, context) {
    const before = endpointOf(state, input.id);
    if (isRefusal(before)) return before;
    const metadata = patchMetadata(before.metadata, input.metadata);
    if (isRefusal(metadata)) return metadata;
    const endpoint = compact<WebhookEndpoint>({
      ...before,
      ...(input.disabled === undefined ? {} : service(before, input.disabled, context.now)),
      ...addressed(before, input.url, context.now),
      enabled_events: input.enabled_events ?? before.enabled_events,
      description: replaced(before.description, input.description),
      metadata,
      ordered_by_object:
        input.ordered_by_object === undefined ? before.ordered_by_object : input.ordered_by_object || undefined,
    });
    const draft = new Draft(state, context);
    draft.update('webhook_endpoint', endpoint);
    return draft.decision({ kind: 'webhook_endpoint', id: endpoint.id });
  },
};

function addressed({ url, url_set_at }: WebhookEndpoint, wanted: string | undefined, now: number) {
  return wanted === undefined || wanted === url ? { url, url_set_at } : { url: wanted, url_set_at: now };
}

function service(before: WebhookEndpoint, disabled: boolean, now: number) {
  if (disabled) return { disabled: before.disabled ?? ('by_request' as const) };
  if (before.disabled === undefined) return {};
  return { disabled: undefined, activation: before.activation + 1, activated_at: now };
}
