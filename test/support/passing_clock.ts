/** A clock whose time passes when a test says so. What has come in from outside still has its turn as ever. */
import type { Clock, Timer } from '../../src/app/clock.js';

interface Alarm {
  at_ms: number;
  readonly again_ms: number | undefined;
  readonly action: () => void;
}

export class PassingClock implements Clock {
  #wall_ms: number;
  #steady_ms = 0;
  readonly #alarms = new Set<Alarm>();

  constructor(wall_ms = 1_800_000_000_000) {
    this.#wall_ms = wall_ms;
  }

  wallMs(): number {
    return this.#wall_ms;
  }

  steadyMs(): number {
    return this.#steady_ms;
  }

  after(wait_ms: number, action: () => void): Timer {
    return this.#set({ at_ms: this.#steady_ms + wait_ms, again_ms: undefined, action });
  }

  every(interval_ms: number, action: () => void): Timer {
    return this.#set({ at_ms: this.#steady_ms + interval_ms, again_ms: interval_ms, action });
  }

  pause(wait_ms: number): Promise<void> {
    return new Promise((resolve) => this.after(wait_ms, resolve));
  }

  afterTurn(action: () => void): void {
    setImmediate(action);
  }

  /** How many wait for a time to come. */
  get waiting(): number {
    return this.#alarms.size;
  }

  /** Lets time pass, and acts on what its time comes for on the way, in order. */
  pass(ms: number): void {
    const end_ms = this.#steady_ms + ms;
    for (;;) {
      const next = [...this.#alarms].sort((one, other) => one.at_ms - other.at_ms)[0];
      if (next === undefined || next.at_ms > end_ms) break;
      this.#moveTo(Math.max(next.at_ms, this.#steady_ms));
      if (next.again_ms === undefined) this.#alarms.delete(next);
      else next.at_ms += next.again_ms;
      next.action();
    }
    this.#moveTo(end_ms);
  }

  /** Somebody sets the machine's clock. */
  set(ms: number): void {
    this.#wall_ms += ms;
  }

  #moveTo(steady_ms: number): void {
    this.#wall_ms += steady_ms - this.#steady_ms;
    this.#steady_ms = steady_ms;
  }

  #set(alarm: Alarm): Timer {
    this.#alarms.add(alarm);
    return { cancel: () => void this.#alarms.delete(alarm) };
  }
}
