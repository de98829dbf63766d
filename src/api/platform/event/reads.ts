/** Events: what has happened, newest first. */

import { setImmediate as nextTurn } from 'node:timers/promises';
import { eventParts, findEvent } from '../../../app/event_id.js';
import { inTurns } from '../../../app/fair_turns.js';
import { pendingWebhooks } from '../../../app/webhooks/pending.js';
import { hasEvent, matchingTypes } from '../../../core/event_types.js';
import { errors } from '../../../core/kernel/errors.js';
import { documentOf } from '../../../core/kernel/stored_document.js';
import type { Page } from '../../../store/page.js';
import type { EventQuery, StoredEvent, StoredRow } from '../../../store/port.js';
import { checkCursors, DEFAULT_LIMIT, listEnvelope, paging } from '../../../wire/list.js';
import { array, boolean, described, range, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { operation } from '../../kernel/operation.js';
import { viewEvent } from './view.js';

/** So many are looked at together, where it counts how they were delivered. */
const DELIVERIES_AT_ONCE = 100;

export const retrieveEvent = operation({
  method: 'GET',
  path: '/v1/events/:id',
  summary: 'Retrieve an event.',
  resource: 'events',
  object: 'event',
  parameters: {},
  async run(call) {
    const event = await eventOf(call, call.id);
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
    delivery_success: described(
      boolean(),
      'Whether every webhook endpoint that wants the event has received it; those that wait count as `false`.',
    ),
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
      ...(filters === undefined ? {} : { types: typesOf(call, filters) }),
    };
    for (const name of ['starting_after', 'ending_before'] as const) {
      const id = given[name];
      if (id === undefined) continue;
      const cursor = await eventOf(call, id);
      if (cursor === undefined) return errors.noSuchReference('event', id, name);
      query[name] = cursor.number;
    }
    const page = await pageOf(call, query, given.delivery_success);
    return listEnvelope(call.request.path, await viewEvents(call, page.items), page.has_more);
  },
});

/** The event with an id, if the version of the request has it. */
export async function eventOf(call: Call, id: string): Promise<StoredEvent | undefined> {
  const event = await findEvent(call.store, call.scope, id);
  return event !== undefined && isShown(call, event) ? event : undefined;
}

/** The types that any of the filters means in the version of the request. */
export function typesOf(call: Call, filters: readonly string[]): string[] {
  return [...new Set(filters.flatMap((filter) => matchingTypes(filter, call.rendering.version.date)))];
}

function isShown({ rendering }: Call, event: StoredEvent): boolean {
  return hasEvent(rendering.version.date, eventParts(event).own.type);
}

/**
 * A page without the events that only other versions have, which are rare, so that one more read mostly makes up for them;
 * and without those whose deliveries did not end as is asked, for which as many are read as it takes.
 */
async function pageOf(call: Call, query: EventQuery, delivered: boolean | undefined): Promise<Page<StoredEvent>> {
  const is_backwards = query.ending_before !== undefined;
  const found: StoredEvent[] = [];
  let cursor: Pick<EventQuery, 'starting_after' | 'ending_before'> = {};
  for (;;) {
    // One more than the page holds, to tell whether there are more of those that are shown.
    const missing = query.limit + 1 - found.length;
    const limit = delivered === undefined ? missing : Math.max(missing, DELIVERIES_AT_ONCE);
    const { items, has_more } = await call.store.events({ ...query, ...cursor, limit });
    const shown = await delivering(
      call,
      items.filter((event) => isShown(call, event)),
      delivered,
    );
    if (is_backwards) found.unshift(...shown);
    else found.push(...shown);
    const last = is_backwards ? items[0] : items.at(-1);
    if (!has_more || found.length > query.limit || last === undefined) break;
    // Others must not wait until everything has been looked at.
    if (delivered !== undefined) await nextTurn();
    cursor = is_backwards ? { ending_before: last.number } : { starting_after: last.number };
  }
  const over = found.length > query.limit;
  const items = is_backwards ? found.slice(-query.limit) : found.slice(0, query.limit);
  return { items, has_more: over };
}

/** Those of the events that were delivered, or were not, where either is asked for. */
async function delivering(call: Call, events: readonly StoredEvent[], delivered: boolean | undefined) {
  if (delivered === undefined) return events;
  const pending = await pendingWebhooks(call.store, call.scope, events);
  return events.filter(({ number }) => ((pending.get(number) ?? 0) === 0) === delivered);
}

/** Events as they are shown, each with the number of endpoints that have not received it. */
export async function viewEvents(call: Call, events: readonly StoredEvent[]): Promise<object[]> {
  const pending = await pendingWebhooks(call.store, call.scope, events);
  const { store, scope, livemode, era, access } = call;
  const render = (row: StoredRow) => call.rendering.show(row.kind, documentOf(row));
  const { lists } = call.rendering.views;
  const source = { store, scope, livemode, era, access, lists, render };
  return inTurns(events, (event) => viewEvent(source, event, { pending_webhooks: pending.get(event.number) ?? 0 }));
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
