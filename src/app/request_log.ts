/**
 * The log of requests: gathered in memory and written in batches beside the work, so that no answer waits for it. A
 * crash loses what was gathered last; nothing else depends on it. What waits is bounded in number and in bytes.
 */
import { idBoundary } from '../core/kernel/ids.js';
import type { Scope } from '../store/page.js';
import type { LoggedRequest, RequestLogStore } from '../store/request_log_port.js';
import type { Clock, Timer } from './clock.js';

const WRITE_EVERY_MS = 1_000;
const WRITTEN_AT_ONCE = 500;
const BYTES_AT_ONCE = 1024 * 1024;
/** A server that is asked more than it can log forgets the rest: payments come first. */
const MAXIMUM_WAITING = 5_000;
const MAXIMUM_WAITING_BYTES = 16 * 1024 * 1024;
/** Of a request beside its texts, and for each character of these at most. */
const BYTES_EACH = 500;
const BYTES_PER_CHARACTER = 2;
const PRUNE_EVERY_MS = 60_000;
const PRUNED_AT_ONCE = 2_000;
const DAY_SECONDS = 86_400;

export interface RequestLogOptions {
  readonly clock: Clock;
  readonly requests: RequestLogStore;
  readonly scopes: readonly Scope[];
  /** How long requests are kept; 0 keeps none. */
  readonly days: number;
  /** Told what could not be written. */
  readonly warn: (error: unknown, message: string) => void;
}

export class RequestLog {
  readonly #options: RequestLogOptions;
  readonly #waiting: LoggedRequest[] = [];
  #waiting_bytes = 0;
  #missed = 0;
  #writing: Promise<void> | undefined;
  #timer: Timer | undefined;
  readonly #pruning: Timer;

  constructor(options: RequestLogOptions) {
    this.#options = options;
    const { clock } = options;
    this.#pruning = clock.every(PRUNE_EVERY_MS, () => void this.prune(clock.wallMs()));
  }

  /** Takes the description that is made of a request, if there is room for it. */
  add(describe: () => LoggedRequest): void {
    if (this.#options.days === 0) return;
    if (this.#waiting.length >= MAXIMUM_WAITING || this.#waiting_bytes >= MAXIMUM_WAITING_BYTES) {
      this.#missed += 1;
      return;
    }
    const request = describe();
    this.#waiting.push(request);
    this.#waiting_bytes += bytesOf(request);
    if (this.#waiting.length >= WRITTEN_AT_ONCE || this.#waiting_bytes >= BYTES_AT_ONCE) void this.written();
    else this.#timer ??= this.#options.clock.after(WRITE_EVERY_MS, () => void this.written());
  }

  /** Resolves when everything that was noted before is written, or given up. */
  async written(): Promise<void> {
    this.#timer?.cancel();
    this.#timer = undefined;
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = undefined;
    });
    await this.#writing;
  }

  /** Forgets what is older than it may be. */
  async prune(now_ms: number): Promise<void> {
    const { requests, scopes, days, warn } = this.#options;
    const below = idBoundary('req', now_ms / 1000 - days * DAY_SECONDS);
    try {
      for (const scope of scopes) {
        while ((await requests.prune(scope, below, PRUNED_AT_ONCE)) === PRUNED_AT_ONCE);
      }
    } catch (error) {
      warn(error, 'old requests could not be taken from the log of requests; they will be later');
    }
  }

  async close(): Promise<void> {
    this.#pruning.cancel();
    await this.written();
  }

  async #writeAll(): Promise<void> {
    const { requests, warn } = this.#options;
    while (this.#waiting.length > 0) {
      const batch = this.#taken();
      try {
        await requests.write(batch);
      } catch (error) {
        warn(error, `${batch.length} requests could not be written to the log of requests`);
      }
    }
    if (this.#missed > 0) warn(undefined, `${this.#missed} requests came too fast for the log of requests`);
    this.#missed = 0;
  }
  /** The oldest that wait, as many as are written at once. */
  #taken(): LoggedRequest[] {
    let [count, bytes] = [0, 0];
    for (const request of this.#waiting.slice(0, WRITTEN_AT_ONCE)) {
      if (count > 0 && bytes >= BYTES_AT_ONCE) break;
      count += 1;
      bytes += bytesOf(request);
    }
    this.#waiting_bytes -= bytes;
    return this.#waiting.splice(0, count);
  }
}

function bytesOf({ path, details }: LoggedRequest): number {
  return BYTES_EACH + BYTES_PER_CHARACTER * (path.length + details.length);
}
