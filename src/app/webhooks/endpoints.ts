/** Endpoints as their worker needs them. */
import { isStripeEventType, matchingTypes } from '../../core/event_types.js';
import { documentAs } from '../../core/kernel/stored_document.js';
import { MAXIMUM_SLOTS } from '../../core/platform/webhook_endpoint/create.js';
import type { WebhookEndpoint } from '../../core/platform/webhook_endpoint/types.js';
import type { Scope } from '../../store/page.js';
import type { Reader, Store } from '../../store/port.js';

/** Every endpoint that is not deleted. */
export async function listEndpoints(reader: Reader, scope: Scope): Promise<WebhookEndpoint[]> {
  const { items } = await reader.list({
    scope,
    kind: 'webhook_endpoint',
    where: [{ field: { column: 'slot' }, operator: 'present', value: null }],
    limit: MAXIMUM_SLOTS,
  });
  return items.map((row) => documentAs('webhook_endpoint', row));
}

export function isInService({ deleted, disabled }: WebhookEndpoint): boolean {
  return deleted === undefined && disabled === undefined;
}

/** The types that an endpoint is sent. Those that only Daybook has are sent where they are named: receivers know none of them. */
export function typesOf(endpoint: WebhookEndpoint): readonly string[] {
  const types = endpoint.enabled_events.flatMap((filter) => {
    const meant = matchingTypes(filter, dateOf(endpoint));
    return filter === '*' ? meant.filter(isStripeEventType) : meant;
  });
  return [...new Set(types)];
}

/** Whether an endpoint is sent events of a type. */
export function isSent(endpoint: WebhookEndpoint, type: string): boolean {
  return typesOf(endpoint).includes(type);
}

/** The date of the version; undefined where it is the default one, which lacks nothing that the newest has. */
export function dateOf({ api_version }: { readonly api_version?: string | undefined }): string | undefined {
  return api_version?.slice(0, 10);
}

/**
 * The number of the last event before the endpoint was put into service: read from the journal, whose entries know
 * where the count of events was when they were written.
 */
export async function startOf(reader: Reader, scope: Scope, { id, activation }: WebhookEndpoint): Promise<number> {
  let first_event = 1;
  let after: { starting_after?: number } = {};
  for (;;) {
    const { items, has_more } = await reader.history({ scope, id, limit: 100, ...after });
    for (const entry of items) {
      const version = entry.changes.findLast((change) => change.id === id);
      const found = version && documentAs('webhook_endpoint', version).activation;
      if (found === undefined || found < activation) return first_event - 1;
      if (found === activation) first_event = entry.first_event;
    }
    const last = items.at(-1);
    if (!has_more || last === undefined) return first_event - 1;
    after = { starting_after: last.position };
  }
}

const CANCELED_AT_ONCE = 500;

/** Moves the cursor of an endpoint to its present service; what is pending from those before it is canceled. */
export async function enterService(
  store: Store,
  scope: Scope,
  endpoint: WebhookEndpoint,
  now_ms: number,
): Promise<void> {
  const { id, activation } = endpoint;
  const cursors = await store.deliveries.cursors(scope);
  if (cursors.some((cursor) => cursor.endpoint === id && cursor.activation >= activation)) return;
  const service = { scope, endpoint: id, activation, start: await startOf(store, scope, endpoint) };
  while (!(await store.deliveries.enter(service, now_ms, CANCELED_AT_ONCE)));
}
