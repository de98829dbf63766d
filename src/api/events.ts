/** Events: what has happened, newest first. */
import { findEvent } from '../app/event_id.js';
import { pendingWebhooks } from '../app/webhooks/pending.js';
import { errors } from '../core/errors.js';
import { matchingTypes } from '../core/event_types.js';
import type { EventQuery, StoredEvent } from '../store/port.js';
import { checkCursors, DEFAULT_LIMIT, listEnvelope, paging } from '../wire/list.js';
import { array, described, range, string } from '../wire/parameters.js';
import type { Call } from './call.js';
import { operation } from './operation.js';
import { viewEvent } from './views/event.js';

export const retrieveEvent = operation({
  method: 'GET',
  path: '/v1/events/:id',
  summary: 'Retrieve an event.',
  resource: 'events',
  object: 'event',
  parameters: {},
  async run(call) {
    const event = await findEvent(call.store, call.scope, call.id);
    if (event === undefined) return errors.noSuchObject('event', call.id);
    const [shown] = await viewEvents(call, [event]);
    return shown as object;
  },
});

export const listEvents = operation({
  method: 'GET',
  path: '/v1/events',
  summary: 'List events, newest first.',
  resource: 'events',
  object: 'event',
  parameters: {
    ...paging,
    created: range(),
    type: described(string(), 'One type; a `*` at the end asks for all that begin so.'),
    types: described(
      array(string(), { maximum_items: 20 }),
      'Several types, any of which will do; not together with `type`.',
    ),
  },
  async run(call, given) {
    if (given.type !== undefined && given.types !== undefined) return errors.exclusive(['type', 'types']);
    const exclusive = checkCursors(given);
    if (exclusive !== undefined) return exclusive;
    const filters = given.types ?? (given.type === undefined ? undefined : [given.type]);
    const query: { -readonly [K in keyof EventQuery]: EventQuery[K] } = {
      scope: call.scope,
      limit: given.limit ?? DEFAULT_LIMIT,
      ...milliseconds(given.created),
      ...(filters === undefined ? {} : { types: [...new Set(filters.flatMap(matchingTypes))] }),
    };
    for (const name of ['starting_after', 'ending_before'] as const) {
      const id = given[name];
      if (id === undefined) continue;
      const cursor = await findEvent(call.store, call.scope, id);
      if (cursor === undefined) return errors.noSuchReference('event', id, name);
      query[name] = cursor.number;
    }
    const page = await call.store.events(query);
    return listEnvelope(call.context.path, await viewEvents(call, page.items), page.has_more);
  },
});

/** Events as they are shown, each with the number of endpoints that have not received it. */
export async function viewEvents(call: Call, events: readonly StoredEvent[]): Promise<object[]> {
  const pending = await pendingWebhooks(call.store, call.scope, events);
  return Promise.all(
    events.map((event) => viewEvent(call, event, { pending_webhooks: pending.get(event.number) ?? 0 })),
  );
}

interface Seconds {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
}

/** Whole seconds as the milliseconds they begin at: from inclusive, below exclusive. */
function milliseconds(range: Seconds | undefined): { from_ms?: number; below_ms?: number } {
  if (range === undefined) return {};
  const from = Math.max(range.gte ?? 0, range.gt === undefined ? 0 : range.gt + 1);
  const below = Math.min(range.lt ?? Infinity, range.lte === undefined ? Infinity : range.lte + 1);
  return {
    ...(from === 0 ? {} : { from_ms: from * 1000 }),
    ...(below === Infinity ? {} : { below_ms: below * 1000 }),
  };
}
