/**
 * Events as they happen, as server-sent events (extension). The store is read whenever the client has taken what it was
 * sent, so that a slow client costs no memory; where it was, it says itself when it comes back.
 */
import { Readable } from 'node:stream';
import { MAXIMUM_FOLLOWERS } from '../app/event_watch.js';
import { errors, type Refusal } from '../core/errors.js';
import { isKnownFilter } from '../core/event_types.js';
import { array, described, integer, string } from '../wire/parameters.js';
import type { Call } from './call.js';
import { isShown, typesOf, viewEvents } from './events.js';
import { operation } from './operation.js';
import { StreamAnswer } from './stream_answer.js';

const PAGE = 50;
const HEARTBEAT_MS = 15_000;
/** A key that is revoked ends its streams after so long. */
const ALLOWED_FOR_MS = 1_000;
/** Then the client has to come back. */
const LONGEST_MS = 15 * 60_000;

export const streamEvents = operation({
  method: 'GET',
  path: '/v1/events/stream',
  summary:
    'Receive events as they happen, as server-sent events: each has its number as `id` and itself as `data`. The connection ends after 15 minutes; clients come back by themselves.',
  resource: 'events',
  object: 'event',
  extension: true,
  streams: true,
  parameters: {
    after: described(
      integer({ minimum: 0 }),
      'The number of the last event that was received, 0 for none. Without it, and without the header `Last-Event-ID`, only what happens from now on is sent.',
    ),
    types: described(
      array(string({ maximum_length: 100 }), { maximum_items: 20 }),
      'Types of events; a `*` at the end asks for all that begin so.',
    ),
  },
  async run(call, given) {
    const unknown = given.types?.findIndex((type) => !isKnownFilter(type)) ?? -1;
    if (unknown >= 0) return errors.unknownEventType(`types[${unknown}]`, given.types?.[unknown] ?? '');
    const after = given.after ?? lastReceived(call);
    if (typeof after === 'object') return after;
    const types = given.types === undefined ? undefined : typesOf(call, given.types);
    const messages = eventMessages(call, after, types);
    const stream = Readable.from(messages, { objectMode: false, highWaterMark: 1 });
    if (!call.context.watch.follow(stream)) return errors.tooManyStreams(MAXIMUM_FOLLOWERS);
    return new StreamAnswer('text/event-stream', stream);
  },
});

function lastReceived(call: Call): number | undefined | Refusal {
  const { last_event_id } = call.context;
  if (last_event_id === undefined || last_event_id === '') return undefined;
  const number = /^\d{1,15}$/.test(last_event_id) ? Number(last_event_id) : undefined;
  return number ?? errors.malformedRequest('Last-Event-ID is not the id of an event of this stream');
}

async function* eventMessages(
  call: Call,
  after: number | undefined,
  types: readonly string[] | undefined,
): AsyncGenerator<string> {
  const { scope, store } = call;
  const { watch, closing, isStillAllowed } = call.context;
  const headOf = async () => (await store.deliveries.heads()).get(scope) ?? 0;
  let position = after ?? (await headOf());
  const end_ms = performance.now() + LONGEST_MS;
  // Where it begins, so that a client that loses the connection before the first event misses nothing either.
  yield `: connected\n\nid: ${position}\n\n`;
  let heard_ms = performance.now();
  while (!closing.aborted && performance.now() < end_ms) {
    // Before the events themselves: what is committed in between is read the next time.
    const head = await headOf();
    const page = await store.events({
      scope,
      limit: PAGE,
      ending_before: position,
      ...(types === undefined ? {} : { types }),
    });
    const events = page.items.toReversed();
    const seen = events.filter((event) => isShown(call, event));
    const shown = await viewEvents(call, seen);
    // After they were read: nothing that happened since the key was revoked is among them.
    if (!(await isStillAllowed())) return;
    for (const [index, event] of seen.entries()) {
      yield `id: ${event.number}\ndata: ${JSON.stringify(shown[index])}\n\n`;
    }
    position = Math.max(position, events.at(-1)?.number ?? 0, page.has_more ? 0 : head);
    if (events.length > 0) heard_ms = performance.now();
    if (page.has_more) continue;
    await watch.past(scope, position, ALLOWED_FOR_MS, closing);
    if (watch.head(scope) > position || performance.now() - heard_ms < HEARTBEAT_MS) continue;
    heard_ms = performance.now();
    yield ': nothing new\n\n';
  }
}
