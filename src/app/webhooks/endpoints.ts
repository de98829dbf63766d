/** Endpoints as their worker needs them. */
import { matchingTypes } from '../../core/event_types.js';
import { MAXIMUM_SLOTS } from '../../core/webhook_endpoint/commands.js';
import type { WebhookEndpoint } from '../../core/webhook_endpoint/types.js';
import type { Reader, Scope } from '../../store/port.js';

/** Every endpoint that is not deleted. */
export async function listEndpoints(reader: Reader, scope: Scope): Promise<WebhookEndpoint[]> {
  const { items } = await reader.list({
    scope,
    kind: 'webhook_endpoint',
    where: [{ field: { column: 'slot' }, operator: 'present', value: null }],
    limit: MAXIMUM_SLOTS,
  });
  return items.map((row) => JSON.parse(row.document) as WebhookEndpoint);
}

export function isInService({ deleted, disabled }: WebhookEndpoint): boolean {
  return deleted === undefined && disabled === undefined;
}

/** The types that an endpoint is sent; undefined for all. */
export function typesOf({ enabled_events }: WebhookEndpoint): readonly string[] | undefined {
  return enabled_events.includes('*') ? undefined : [...new Set(enabled_events.flatMap(matchingTypes))];
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
      if (version === undefined || (JSON.parse(version.document) as WebhookEndpoint).activation !== activation) {
        return first_event - 1;
      }
      first_event = entry.first_event;
    }
    const last = items.at(-1);
    if (!has_more || last === undefined) return first_event - 1;
    after = { starting_after: last.position };
  }
}
