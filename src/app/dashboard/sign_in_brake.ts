/**
 * Slows guessing: of one address a few wrong sign-ins are taken at once, and then one every few seconds. A try counts from
 * when it begins, so that many at the same time are no way around it, and is given back where it was right.
 */
import type { Clock } from '../clock.js';

export class SignInBrake {
  readonly #at_once: number;
  readonly #every_ms: number;
  /** By the clock that nobody sets. */
  readonly #clock: Pick<Clock, 'steadyMs'>;
  /** When nothing will be left of the tries of an address. */
  readonly #over_at_ms = new Map<string, number>();

  constructor(at_once: number, every_ms: number, clock: Pick<Clock, 'steadyMs'>) {
    this.#at_once = at_once;
    this.#every_ms = every_ms;
    this.#clock = clock;
  }

  /** Counts a try; in how many seconds the next one may be made, if this one may not. */
  begin(address: string): number {
    const now_ms = this.#clock.steadyMs();
    const over_at_ms = Math.max(this.#over_at_ms.get(address) ?? 0, now_ms);
    const wait_ms = over_at_ms - now_ms - (this.#at_once - 1) * this.#every_ms;
    if (wait_ms > 0) return Math.ceil(wait_ms / 1000);
    if (this.#over_at_ms.size >= MAXIMUM_ADDRESSES) this.#forget(now_ms);
    this.#over_at_ms.set(address, over_at_ms + this.#every_ms);
    return 0;
  }

  /** The try was right. */
  giveBack(address: string): void {
    const over_at_ms = this.#over_at_ms.get(address);
    if (over_at_ms !== undefined) this.#over_at_ms.set(address, over_at_ms - this.#every_ms);
  }

  /** What is over, and where that is not enough the addresses that were first. */
  #forget(now_ms: number): void {
    for (const [address, over_at_ms] of this.#over_at_ms) {
      if (over_at_ms <= now_ms || this.#over_at_ms.size >= MAXIMUM_ADDRESSES) this.#over_at_ms.delete(address);
    }
  }
}

const MAXIMUM_ADDRESSES = 10_000;
