/** Creating webhook endpoints. Stripe has no events of it. */
import type { Command } from '../../kernel/decision.js';
import { Draft } from '../../kernel/draft.js';
import { compact, type MetadataPatch, newMetadata } from '../../kernel/shared.js';
import { tooManyEndpoints } from './refusals.js';
import type { WebhookEndpoint } from './types.js';

/** As many as the limit of an account and mode can be set to. */
export const MAXIMUM_SLOTS = 99;

function slots(count: number): string[] {
  return Array.from({ length: count }, (_, index) => String(index + 1).padStart(2, '0'));
}

export interface CreateWebhookEndpoint {
  readonly url: string;
  readonly enabled_events: readonly string[];
  readonly api_version: string | undefined;
  readonly description: string | null | undefined;
  readonly metadata: MetadataPatch | undefined;
  readonly ordered_by_object: boolean | undefined;
  /** How many the account may have in this mode. */
  readonly limit: number;
}

export const createWebhookEndpoint: Command<CreateWebhookEndpoint> = {
  reads: ({ limit }) => slots(limit).map((value) => ({ kind: 'webhook_endpoint', column: 'slot', value })),
  decide(state, input, context) {
    // Each slot is taken once, which the store enforces: two processes cannot both make the last endpoint.
    const slot = slots(input.limit).find((value) => state.find('webhook_endpoint', 'slot', value).length === 0);
    if (slot === undefined) return tooManyEndpoints(input.limit, context.livemode ? 'live' : 'test');
    const endpoint = compact<WebhookEndpoint>({
      id: context.newId('webhook_endpoint'),
      created: context.now,
      activation: 1,
      activated_at: context.now,
      api_version: input.api_version,
      description: input.description,
      enabled_events: input.enabled_events,
      metadata: newMetadata(input.metadata),
      ordered_by_object: input.ordered_by_object === true ? true : undefined,
      slot,
      url: input.url,
    });
    const draft = new Draft(state, context);
    draft.create('webhook_endpoint', endpoint);
    return draft.decision({ kind: 'webhook_endpoint', id: endpoint.id });
  },
};
