/** What a worker has under way for its endpoint, and how far that lets its cursor go. */
import type { Delivery } from '../../store/delivery_port.js';
import { afterService } from '../../store/delivery_rows.js';

export interface Running {
  /** The service that it was begun in. */
  readonly activation: number;
  readonly event: number;
  readonly object: string;
  /** Stored before: the cursor is past it already. */
  readonly is_stored: boolean;
  /** What became of it, once that is known; until it is on disk it stays here. */
  outcome?: Delivery;
  is_being_written?: true;
}

export class RunningSet {
  readonly #running = new Map<number, Running>();

  get size(): number {
    return this.#running.size;
  }

  countStored(): number {
    let count = 0;
    for (const { is_stored } of this.#running.values()) if (is_stored) count += 1;
    return count;
  }

  events(): number[] {
    return [...this.#running.keys()];
  }

  /** Whether this very run is still counted: after a lost lease it is not. */
  holds(running: Running): boolean {
    return this.#running.get(running.event) === running;
  }

  hasObject(object: string): boolean {
    for (const running of this.#running.values()) if (running.object === object) return true;
    return false;
  }

  add(running: Running): void {
    this.#running.set(running.event, running);
  }

  clear(): void {
    this.#running.clear();
  }

  /** As if it had never begun. */
  drop(running: Running): void {
    if (this.holds(running)) this.#running.delete(running.event);
  }

  get hasOutcomes(): boolean {
    return [...this.#running.values()].some(({ outcome }) => outcome !== undefined);
  }

  /**
   * Every outcome that is known and not written; they are written next. What was begun in another service than the one
   * that lasts, undefined for none, is not sent again.
   */
  takeOutcomes(activation: number | undefined, now_ms: number): Delivery[] {
    const outcomes: Delivery[] = [];
    for (const running of this.#running.values()) {
      if (running.outcome === undefined) continue;
      if (running.activation !== activation) running.outcome = afterService(running.outcome, now_ms);
      running.is_being_written = true;
      outcomes.push(running.outcome);
    }
    return outcomes;
  }

  /** Drops what was being written, and gives it back. */
  written(): Running[] {
    const done = [...this.#running.values()].filter(({ is_being_written }) => is_being_written === true);
    for (const { event } of done) this.#running.delete(event);
    return done;
  }

  notWritten(): void {
    for (const running of this.#running.values()) delete running.is_being_written;
  }

  /** The first event whose first try is under way, with no outcome yet. */
  firstOpen(): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { event, is_stored, outcome } of this.#running.values()) {
      if (!is_stored && outcome === undefined) first = Math.min(first, event);
    }
    return first;
  }
}
