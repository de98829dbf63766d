/**
 * The time that is written down: it never goes back, also where the machine's clock is set back, since lists are in the
 * order of ids, ids bear the time, and who has read up to an id must not miss what comes after it. After a step back it
 * passes half as fast, until the machine's clock has caught up with it.
 */
import type { Clock } from './clock.js';

/** What the two clocks of a machine may differ by without one of them having been set. */
const TOLERANCE_MS = 100;

export class WrittenTime {
  readonly #clock: Pick<Clock, 'wallMs' | 'steadyMs'>;
  #last_ms = 0;
  /** When that was, by the clock that nobody sets. */
  #read_at_ms: number;

  constructor(clock: Pick<Clock, 'wallMs' | 'steadyMs'>) {
    this.#clock = clock;
    this.#read_at_ms = clock.steadyMs();
  }

  /** Unix milliseconds, whole. */
  now(): number {
    const steady_ms = this.#clock.steadyMs();
    const passed_ms = Math.max(0, steady_ms - this.#read_at_ms);
    this.#read_at_ms = steady_ms;
    this.#last_ms = Math.max(this.#clock.wallMs(), this.#last_ms + passed_ms / 2);
    return Math.floor(this.#last_ms);
  }

  /** Something was written at this time: it is not earlier now. */
  atLeast(ms: number): void {
    this.#last_ms = Math.max(this.now(), ms);
  }

  /** Whether the machine's clock was set back since it was last read, or is not where it was before. */
  isAhead(): boolean {
    return this.#clock.wallMs() + TOLERANCE_MS < this.#last_ms + (this.#clock.steadyMs() - this.#read_at_ms);
  }
}
