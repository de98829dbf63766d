/**
 * Events as streams send them. They are read and written aside, a page at a time, and once for all streams that are at
 * the same place: of two hundred that follow the same events, one asks.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { rest } from '../../../app/fair_turns.js';
import type { LongRead, ReadAside } from '../../../app/long_read.js';
import type { ApiKey } from '../../../core/platform/api_key/types.js';
import type { ScopeInfo } from '../../../store/port.js';
import { accessOf } from '../../kernel/access.js';

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

/** What all streams together are sent, so that those that read from the beginning leave time for everything else. */
const BYTES_PER_MS = 32 * 1024;

/** Long enough for all streams to ask; the number of webhooks that are pending goes on changing. */
const KEPT_MS = 1_000;
const KEPT_PAGES = 64;

export class EventPages {
  readonly #readAside: ReadAside;
  readonly #page: LongRead<PageWanted, EventPage>;
  readonly #baseUrl: () => string;
  #free_at_ms = 0;
  readonly #kept = new Map<string, { readonly page: Promise<EventPage>; readonly until_ms: number }>();

  /** `page` reads and writes one; it is where the thread that does so finds it. */
  constructor(readAside: ReadAside, page: LongRead<PageWanted, EventPage>, baseUrl: () => string) {
    this.#readAside = readAside;
    this.#page = page;
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
    const page = this.#readAside(this.#page, { ...wanted, base_url: this.#baseUrl() });
    this.#kept.delete(name);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= KEPT_PAGES && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(name, { page, until_ms: now_ms + KEPT_MS });
    // A failure is not kept: the next one who asks tries again.
    page.catch(() => this.#kept.delete(name));
    return page;
  }
}
