/**
 * Events as streams send them. They are read and written aside, a page at a time, and once for all streams that are at
 * the same place: of two hundred that follow the same events, one asks.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { eventParts } from '../../../app/event_id.js';
import { inTurns, rest } from '../../../app/fair_turns.js';
import { intentSecretsWith } from '../../../app/intent_secrets.js';
import type { LongRead, ReadAside } from '../../../app/long_read.js';
import { pendingWebhooks } from '../../../app/webhooks/pending.js';
import { hasEvent } from '../../../core/event_types.js';
import type { Document, Kind } from '../../../core/kernel/kind.js';
import type { ApiKey } from '../../../core/platform/api_key/types.js';
import type { EventQuery, ScopeInfo } from '../../../store/port.js';
import { storedVersion } from '../../../wire/api_version.js';
import { accessOf } from '../../kernel/access.js';
import { derivationsAt } from '../../kernel/derivations.js';
import { eraOf } from '../../kernel/versions/era.js';
import { render } from '../../views.js';
import { viewEvent } from './view.js';

const EVENTS_AT_ONCE = 50;
/** What a stream whose client does not read costs. */
const BYTES_AT_ONCE = 32 * 1024;

export interface PageWanted {
  readonly scope: ScopeInfo;
  readonly key: Pick<ApiKey, 'id' | 'type' | 'permissions'>;
  /** As `Stripe-Version` names it. */
  readonly api_version: string;
  /** Unix seconds. */
  readonly now: number;
  readonly base_url: string;
  /** Numbers of events: those after the first, and up to the second. */
  readonly after: number;
  readonly head: number;
  /** Absent for all. */
  readonly types?: readonly string[];
}

export interface EventPage {
  /** Messages as server-sent events, in UTF-8. */
  readonly bytes: Uint8Array;
  /** Up to here no event is missing. */
  readonly last: number;
}

export const eventPage: LongRead<PageWanted, EventPage> = {
  lane: 'events',
  module: import.meta.url,
  name: 'eventPage',
  async work(source, { scope: { scope, livemode }, key, api_version, now, base_url, after, head, types }) {
    const version = storedVersion(api_version);
    const era = eraOf(version);
    const derivations = derivationsAt(() => base_url, intentSecretsWith(source.fingerprint_key));
    const access = accessOf(key);
    const context = { ...derivations, access, livemode, now, era };
    const viewed = {
      store: source,
      scope,
      livemode,
      era,
      access,
      render: ({ kind, document }: { readonly kind: Kind; readonly document: string }) =>
        render(kind, JSON.parse(document) as Document<Kind>, context),
    };
    const query: EventQuery = { scope, limit: EVENTS_AT_ONCE, ending_before: after, starting_after: head + 1 };
    const page = await source.events(types === undefined ? query : { ...query, types });
    const events = page.items.toReversed();
    const pending = await pendingWebhooks(source, scope, events);
    let text = '';
    let last = page.has_more ? (events.at(-1)?.number ?? head) : head;
    await inTurns(events, async (event) => {
      if (text.length >= BYTES_AT_ONCE || !hasEvent(version.date, eventParts(event).own.type)) return;
      const shown = await viewEvent(viewed, event, { pending_webhooks: pending.get(event.number) ?? 0 });
      text += `id: ${event.number}\ndata: ${JSON.stringify(shown)}\n\n`;
      if (text.length >= BYTES_AT_ONCE && event !== events.at(-1)) last = event.number;
    });
    return { bytes: new TextEncoder().encode(text), last };
  },
};

/** What all streams together are sent, so that those that read from the beginning leave time for everything else. */
const BYTES_PER_MS = 32 * 1024;

/** Long enough for all streams to ask; the number of webhooks that are pending goes on changing. */
const KEPT_MS = 1_000;
const KEPT_PAGES = 64;

export class EventPages {
  readonly #readAside: ReadAside;
  readonly #baseUrl: () => string;
  #free_at_ms = 0;
  readonly #kept = new Map<string, { readonly page: Promise<EventPage>; readonly until_ms: number }>();

  constructor(readAside: ReadAside, baseUrl: () => string) {
    this.#readAside = readAside;
    this.#baseUrl = baseUrl;
  }

  /** Resolves when it is time to send so many bytes. */
  async pace(bytes: number): Promise<void> {
    const now_ms = performance.now();
    this.#free_at_ms = Math.max(this.#free_at_ms, now_ms) + bytes / BYTES_PER_MS;
    const wait_ms = this.#free_at_ms - now_ms;
    await (wait_ms > 1 ? pause(wait_ms) : rest());
  }

  get(wanted: Omit<PageWanted, 'base_url'>): Promise<EventPage> {
    const { scope, key, api_version, after, head, types } = wanted;
    const name = JSON.stringify([scope.scope, accessOf(key).name, api_version, after, head, types]);
    const now_ms = performance.now();
    const known = this.#kept.get(name);
    if (known !== undefined && known.until_ms > now_ms) return known.page;
    const page = this.#readAside(eventPage, { ...wanted, base_url: this.#baseUrl() });
    this.#kept.delete(name);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT_PAGES && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(name, { page, until_ms: now_ms + KEPT_MS });
    // A failure is not kept: the next one who asks tries again.
    page.catch(() => this.#kept.delete(name));
    return page;
  }
}
