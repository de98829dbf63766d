/**
 * Long work on the event loop in turns: what renders hundreds of objects goes on for a few milliseconds, then everything
 * that waits has its turn, then the next piece of such work. Work that is short takes no turn at all.
 */
import { type Clock, machineClock } from './clock.js';

const TURN_MS = 4;

class FairTurns {
  readonly #clock: Clock;
  readonly #waiting: (() => void)[] = [];
  /** When the present turn ends; undefined while there is none. */
  #ends_ms: number | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined where the work may go on; otherwise it resolves when it may. */
  rest(): Promise<void> | undefined {
    const now_ms = this.#clock.steadyMs();
    if (this.#ends_ms === undefined) {
      this.#begin(now_ms);
      return undefined;
    }
    if (now_ms < this.#ends_ms) return undefined;
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #begin(now_ms: number): void {
    this.#ends_ms = now_ms + TURN_MS;
    // What came in from outside is dealt with before that.
    this.#clock.afterTurn(() => {
      const next = this.#waiting.shift();
      if (next === undefined) this.#ends_ms = undefined;
      else {
        this.#begin(this.#clock.steadyMs());
        next();
      }
    });
  }
}

/** A thread has one event loop, which everybody in it shares, and what matters there is for how long it is held up. */
const turns = new FairTurns(machineClock);

/** To be called before each small piece of long work. */
export async function rest(): Promise<void> {
  await turns.rest();
}

/** One after the other, in turns with everything else. */
export async function inTurns<Item, Made>(
  items: readonly Item[],
  make: (item: Item, index: number) => Made | Promise<Made>,
): Promise<Made[]> {
  const made: Made[] = [];
  for (const [index, item] of items.entries()) {
    const rest = turns.rest();
    if (rest !== undefined) await rest;
    made.push(await make(item, index));
  }
  return made;
}
