/** Those that events are sent to: they answer at once, late, with errors, never, or not before they have taken it. */
import { isInService } from '../../src/app/webhooks/endpoints.js';
import type { Outgoing, Sender } from '../../src/app/webhooks/post.js';
import type { WrittenTime } from '../../src/app/written_time.js';
import type { DeliveryTry } from '../../src/store/delivery_port.js';
import type { Store } from '../../src/store/port.js';
import type { JournalWatch } from './journal_watch.js';
import type { Owner, Scheduler } from './scheduler.js';

const TIMEOUT_MS = 10_000;
/** By so much the clock of a process may be ahead. */
export const CLOCKS_DIFFER_MS = 100;

/** The network and all that hangs on it go on when a process ends. */
const NETWORK: Owner = { name: 'network', is_gone: false };

export interface ReceiversOptions {
  readonly scheduler: Scheduler;
  readonly observer: Store;
  readonly journal: JournalWatch;
  readonly unwilling: () => number;
  /** Nobody else can have sent something and not have written it yet. */
  readonly is_only_process: boolean;
  /** An endpoint is read right before something is sent to it: so long ago, at most. */
  readonly read_ago_ms: number;
  readonly fail: (message: string) => void;
}

export class Receivers {
  /** Endpoint and event of what was taken. */
  readonly taken = new Set<string>();
  posts = 0;
  readonly #options: ReceiversOptions;

  constructor(options: ReceiversOptions) {
    this.#options = options;
  }

  senderOf(owner: Owner, time: () => WrittenTime): Sender {
    return {
      post: async (outgoing, signal) => {
        const at_ms = time().now();
        const began_ms = this.#options.scheduler.now_ms;
        const result = await this.#sent(owner, outgoing);
        if (signal?.aborted) return undefined;
        return { at_ms, latency_ms: Math.round(this.#options.scheduler.now_ms - began_ms), ...result };
      },
      close() {},
    };
  }

  #sent(owner: Owner, { url, body }: Outgoing): Promise<Pick<DeliveryTry, 'status' | 'body' | 'error'>> {
    const { scheduler, journal, unwilling } = this.#options;
    const { chance } = scheduler;
    const endpoint = journal.endpoint_of_url.get(url) ?? '';
    const { number, object } = JSON.parse(body) as { number: number; object: string };
    this.posts += 1;
    scheduler.note(`${owner.name}: sends event ${number} about ${object} to ${endpoint}`);
    void this.#check(endpoint, number, object);
    const how = chance.happens(unwilling())
      ? chance.pick(['late', 'error', 'refused', 'never', 'lost'] as const)
      : 'ok';
    const is_taken = how === 'ok' || how === 'late' || how === 'lost';
    const wait_ms = how === 'late' ? chance.whole(1_000, 9_000) : chance.whole(1, 300);
    if (is_taken) {
      scheduler.add(NETWORK, `${endpoint} takes event ${number}`, wait_ms / 2, () => {
        this.taken.add(`${endpoint}/${number}`);
      });
    }
    return new Promise((resolve) => {
      const answer = (after_ms: number, result: Pick<DeliveryTry, 'status' | 'error'>) =>
        scheduler.add(owner, `${endpoint} on event ${number}: ${how}`, after_ms, () => resolve(result));
      if (how === 'ok' || how === 'late') answer(wait_ms, { status: 200 });
      else if (how === 'error') answer(wait_ms, { status: 500 });
      else if (how === 'never') answer(TIMEOUT_MS, { error: 'no answer' });
      else answer(wait_ms, { error: 'the connection was closed without an answer' });
    });
  }

  /** Looks at what is stored at the moment at which something is sent. */
  async #check(id: string, number: number, object: string): Promise<void> {
    const { scheduler, observer, journal, is_only_process, read_ago_ms, fail } = this.#options;
    const endpoint = journal.endpoints.get(id);
    if (endpoint === undefined) return fail(`event ${number} was sent to an address that no endpoint has`);
    const { scope, document, start, started_ms, types, out_since_ms } = endpoint;
    const events = journal.events.get(scope) ?? [];
    const event = events[number - 1];
    if (event?.object !== object) fail(`event ${number} is not about ${object}`);
    if (out_since_ms !== undefined && scheduler.now_ms - out_since_ms > read_ago_ms) {
      fail(`event ${number} was sent to ${id}, which has been out of service since ${out_since_ms}`);
    }
    if (number <= start && scheduler.now_ms - started_ms > read_ago_ms) {
      fail(`event ${number} was sent to ${id}, whose service began after it, at ${started_ms}`);
    }
    // What is on its way from a service before is another matter.
    if (number <= start || !isInService(document)) return;
    const before = document.ordered_by_object === true ? events.slice(start, number - 1) : [];
    const earlier = before.filter((each) => each.object === object && types.has(each.type));
    const numbers = earlier.map((each) => each.number);
    const statuses = new Map(
      (await observer.deliveries.statuses(scope, numbers))
        .filter((each) => each.endpoint === id)
        .map((each) => [each.event, each.status]),
    );
    for (const each of earlier) {
      const status = statuses.get(each.number);
      if (status !== undefined && status !== 'pending') continue;
      fail(
        `event ${number} about ${object} was sent to ${id} before event ${each.number}, which is ${status ?? 'not begun'}`,
      );
    }
    if (!is_only_process) return;
    const { status = 'pending', due_at_ms } =
      (await observer.deliveries.delivery({ scope, endpoint: id }, number)) ?? {};
    if (status !== 'pending') fail(`event ${number} was sent to ${id} again after it was ${status}`);
    const early_ms = (due_at_ms ?? 0) - scheduler.wallMs() - CLOCKS_DIFFER_MS;
    if (early_ms > 0) fail(`event ${number} was sent to ${id} again ${early_ms} ms before its time`);
  }
}
