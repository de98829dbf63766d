/**
 * Tells when there are new events: at once after a commit of this process, within a second after one of another.
 * While nobody listens the store is not asked.
 */
import type { DeliveryReader } from '../store/delivery_port.js';
import type { Scope } from '../store/page.js';
import type { Clock, Timer } from './clock.js';

const LOOK_EVERY_MS = 1_000;
/** Each reads the store after every commit, so a process has so many at the same time. */
export const MAXIMUM_FOLLOWERS = 200;

export class EventWatch {
  readonly #reader: Pick<DeliveryReader, 'heads'>;
  readonly #clock: Clock;
  readonly #listeners = new Set<() => void>();
  #heads: ReadonlyMap<Scope, number> = new Map();
  #timer: Timer | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  readonly #followers = new Set<{ readonly destroyed: boolean }>();

  constructor(reader: Pick<DeliveryReader, 'heads'>, clock: Clock) {
    this.#clock = clock;
    this.#reader = reader;
  }

  /** Something was committed here. */
  wake(): void {
    if (this.#listeners.size === 0) return;
    this.#again = true;
    this.#looking ??= this.#look();
  }

  /** The number of the last event that is known of; listeners are told when it rises. */
  head(scope: Scope): number {
    return this.#heads.get(scope) ?? 0;
  }

  /** Calls back on every change until the function that is returned is called. */
  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    this.#timer ??= this.#clock.every(LOOK_EVERY_MS, () => this.wake());
    this.wake();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#timer?.cancel();
      this.#timer = undefined;
    };
  }

  /** Takes a place for a stream of events until it is destroyed; false if all are taken. */
  follow(stream: { readonly destroyed: boolean }): boolean {
    // A stream that its reader left says so at once, and closes with the next event only.
    for (const follower of this.#followers) if (follower.destroyed) this.#followers.delete(follower);
    if (this.#followers.size >= MAXIMUM_FOLLOWERS) return false;
    this.#followers.add(stream);
    return true;
  }

  /** Resolves when there are events after a number; after the given time, or when the signal says so, at the latest. */
  async past(scope: Scope, number: number, timeout_ms: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      const end = () => {
        timer.cancel();
        signal.removeEventListener('abort', end);
        stop();
        resolve();
      };
      const look = () => {
        if (this.head(scope) > number) end();
      };
      const timer = this.#clock.after(timeout_ms, end);
      const stop = this.listen(look);
      signal.addEventListener('abort', end);
      look();
    });
  }

  async #look(): Promise<void> {
    while (this.#again) {
      this.#again = false;
      // A store that cannot be reached is asked again with the next commit or the next second.
      const heads = await this.#reader.heads().catch(() => this.#heads);
      const has_risen = [...heads].some(([scope, number]) => number > this.head(scope));
      this.#heads = heads;
      if (has_risen) for (const listener of [...this.#listeners]) listener();
    }
    this.#looking = undefined;
  }
}
