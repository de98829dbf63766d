/**
 * Events as they happen, as server-sent events (extension). The store is read whenever the client has taken what it was
 * sent, so that a slow client costs no memory; where it was, it says itself when it comes back.
 */
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventWatch, MAXIMUM_FOLLOWERS } from '../../../app/event_watch.js';
import { isKnownFilter } from '../../../core/event_types.js';
import type { Refusal } from '../../../core/kernel/errors.js';
import { noSuchNumber, notOfThisStream, tooManyStreams, unknownType } from '../../../core/platform/event/refusals.js';
import { array, described, integer, string } from '../../../wire/parameters.js';
import type { Call } from '../../kernel/call.js';
import { operation } from '../../kernel/operation.js';
import { headerOf } from '../../kernel/request_headers.js';
import { service } from '../../kernel/service.js';
import { StreamAnswer } from '../../kernel/stream_answer.js';
import type { EventPages } from './pages.js';
import { typesOf } from './reads.js';

const HEARTBEAT_MS = 15_000;
/** What happens so soon after an event that was sent is sent together. */
const GATHER_MS = 50;
/** A key that is revoked ends its streams after so long. */
const ALLOWED_FOR_MS = 1_000;
/** Then the client has to come back. */
const LONGEST_MS = 15 * 60_000;

/** The events as they happen, and what of them streams are sent. */
interface WatchedEvents {
  readonly watch: EventWatch;
  readonly pages: EventPages;
}

export const WATCHED_EVENTS = service<WatchedEvents>('watched events');

export const streamEvents = operation({
  method: 'GET',
  path: '/v1/events/stream',
  summary:
    'Receive events as they happen, as server-sent events: each has its number as `id` and itself as `data`. The connection ends after 15 minutes; clients come back by themselves.',
  resource: 'events',
  object: 'event',
  extension: true,
  streams: true,
  needs: WATCHED_EVENTS,
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
  async run(call, given, watched) {
    const unknown = given.types?.findIndex((type) => !isKnownFilter(type)) ?? -1;
    if (unknown >= 0) return unknownType(`types[${unknown}]`, given.types?.[unknown] ?? '');
    const after = given.after ?? lastReceived(call);
    if (typeof after === 'object') return after;
    const head = (await call.store.deliveries.heads()).get(call.scope) ?? 0;
    if (after !== undefined && after > head) {
      return noSuchNumber(given.after === undefined ? undefined : 'after', after, head);
    }
    const types = given.types === undefined ? undefined : typesOf(call, given.types);
    const messages = eventMessages(call, watched, after, types);
    const stream = Readable.from(messages, { objectMode: false, highWaterMark: 1 });
    if (!watched.watch.follow(stream)) return tooManyStreams(MAXIMUM_FOLLOWERS);
    return new StreamAnswer('text/event-stream', stream);
  },
});

function lastReceived(call: Call): number | undefined | Refusal {
  const last_event_id = headerOf(call.request.headers, 'last-event-id');
  if (last_event_id === undefined || last_event_id === '') return undefined;
  const number = /^\d{1,15}$/.test(last_event_id) ? Number(last_event_id) : undefined;
  return number ?? notOfThisStream();
}

async function* eventMessages(
  call: Call,
  { watch, pages }: WatchedEvents,
  after: number | undefined,
  types: readonly string[] | undefined,
): AsyncGenerator<string | Uint8Array> {
  const { scope, store, isStillAllowed, identity } = call;
  const { closing } = call.request;
  const headOf = async () => (await store.deliveries.heads()).get(scope) ?? 0;
  let head = await headOf();
  let position = after ?? head;
  const end_ms = performance.now() + LONGEST_MS;
  // Where it begins, so that a client that loses the connection before the first event misses nothing either.
  yield `: connected\n\nid: ${position}\n\n`;
  let heard_ms = performance.now();
  while (!closing.aborted && performance.now() < end_ms) {
    if (head <= position) head = await headOf();
    if (head > position) {
      const { bytes, last } = await pages.get({
        ...identity,
        api_version: call.rendering.version.text,
        now: call.now,
        after: position,
        head,
        ...(types === undefined ? {} : { types }),
      });
      // After they were read: nothing that happened since the key was revoked is among them.
      if (!(await isStillAllowed())) return;
      if (bytes.length > 0) {
        await pages.pace(bytes.length);
        yield bytes;
        heard_ms = performance.now();
      }
      position = last;
      if (last < head) continue;
      // Where something happens all the time, it is sent some of it at a time.
      await pause(GATHER_MS);
    } else if (!(await isStillAllowed())) return;
    await watch.past(scope, position, ALLOWED_FOR_MS, closing);
    if (watch.head(scope) > position || performance.now() - heard_ms < HEARTBEAT_MS) continue;
    heard_ms = performance.now();
    yield ': nothing new\n\n';
  }
}
