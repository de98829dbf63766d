/**
 * The time that is written down: it never goes back, also where the machine's clock is set back, since lists are in the
 * order of ids, ids bear the time, and who has read up to an id must not miss what comes after it. After a step back it
 * passes half as fast, until the machine's clock has caught up with it.
 */

/** What the two clocks of a machine may differ by without one of them having been set. */
const TOLERANCE_MS = 100;

export class Clock {
  readonly #wall_ms: () => number;
  readonly #steady_ms: () => number;
  #last_ms = 0;
  /** When that was, by the clock that nobody sets. */
  #read_at_ms: number;

  constructor(wall_ms: () => number = () => Date.now(), steady_ms: () => number = () => performance.now()) {
    this.#wall_ms = wall_ms;
    this.#steady_ms = steady_ms;
    this.#read_at_ms = steady_ms();
  }

  /** Unix milliseconds, whole. */
  now(): number {
    const steady_ms = this.#steady_ms();
    const passed_ms = Math.max(0, steady_ms - this.#read_at_ms);
    this.#read_at_ms = steady_ms;
    this.#last_ms = Math.max(this.#wall_ms(), this.#last_ms + passed_ms / 2);
    return Math.floor(this.#last_ms);
  }

  /** Something was written at this time: it is not earlier now. */
  atLeast(ms: number): void {
    this.#last_ms = Math.max(this.now(), ms);
  }

  /** Whether the machine's clock was set back since it was last read, or is not where it was before. */
  isAhead(): boolean {
    return this.#wall_ms() + TOLERANCE_MS < this.#last_ms + (this.#steady_ms() - this.#read_at_ms);
  }
}
