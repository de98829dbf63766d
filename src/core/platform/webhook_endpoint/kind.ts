/** How webhook endpoints are kept. */
import type { KindDeclaration } from '../../kernel/kind_declaration.js';
import type { WebhookEndpoint } from './types.js';

declare module '../../kernel/kind.js' {
  interface Documents {
    webhook_endpoint: WebhookEndpoint;
  }

  interface EventTypes extends Record<keyof typeof WEBHOOK_ENDPOINT_EVENTS, true> {}
}

/** The types of events that tell of them, with what each means. */
export const WEBHOOK_ENDPOINT_EVENTS = {
  'webhook_endpoint.disabled': 'An endpoint was taken out of service because it only failed for days.',
} as const satisfies Record<string, string>;

export const webhook_endpoint = {
  prefix: 'we',
  table: 'webhook_endpoints',
  resource: 'webhook_endpoints',
  columns: { slot: (endpoint) => endpoint.slot ?? null },
  searches_metadata: false,
} as const satisfies KindDeclaration<WebhookEndpoint>;
