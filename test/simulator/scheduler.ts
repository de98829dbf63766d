/**
 * Simulated time: whatever is to happen is a step with a moment of its own. The next step is the earliest one, and of
 * several at the same moment the seed chooses, so a seed makes everything happen in the same order again.
 */
import type { Clock, Timer } from '../../src/app/clock.js';
import { Chance } from '../../src/app/demo/chance.js';

const STARTS_AT_MS = 1_800_000_000_000;
const KEPT_IN_TRACE = 80;

/** What a step belongs to: with a process that is gone, what it would have done next is gone too. */
export interface Owner {
  readonly name: string;
  is_gone: boolean;
}

interface Step {
  readonly at_ms: number;
  readonly order: number;
  readonly owner: Owner;
  readonly label: string;
  readonly act: () => void;
  is_canceled: boolean;
}

export class Scheduler {
  readonly chance: Chance;
  /** Since the beginning. */
  now_ms = 0;
  steps_done = 0;
  /** All that happened, in its order, as one number (FNV-1a). */
  fingerprint = -2128831035;
  #steps: Step[] = [];
  readonly #trace: string[] = [];

  constructor(seed: number) {
    this.chance = new Chance(seed);
  }

  add(owner: Owner, label: string, wait_ms: number, act: () => void): Timer {
    const at_ms = this.now_ms + Math.max(0, wait_ms);
    const step = { at_ms, order: this.chance.next(), owner, label, act, is_canceled: false };
    let index = this.#steps.length;
    while (index > 0 && isBefore(this.#steps[index - 1] as Step, step)) index -= 1;
    this.#steps.splice(index, 0, step);
    return {
      cancel() {
        step.is_canceled = true;
      },
    };
  }

  /** Does everything up to a moment, one step after the other; `check` is called after each of them. */
  async run(until_ms: number, check: () => Promise<void> | void): Promise<void> {
    for (;;) {
      const step = this.#steps.at(-1);
      if (step === undefined || step.at_ms > until_ms) break;
      this.#steps.pop();
      if (step.is_canceled || step.owner.is_gone) continue;
      this.now_ms = Math.max(this.now_ms, step.at_ms);
      this.steps_done += 1;
      this.note(`${step.owner.name}: ${step.label}`);
      step.act();
      await everythingThatFollows();
      await check();
    }
    this.now_ms = until_ms;
  }

  note(line: string): void {
    const noted = `${(this.now_ms / 1000).toFixed(3)} ${line}`;
    this.#trace.push(noted);
    for (let index = 0; index < noted.length; index += 1) {
      this.fingerprint = Math.imul(this.fingerprint ^ noted.charCodeAt(index), 16777619);
    }
    if (this.#trace.length > 2 * KEPT_IN_TRACE) this.#trace.splice(0, KEPT_IN_TRACE);
  }

  get lastSteps(): readonly string[] {
    return this.#trace.slice(-KEPT_IN_TRACE);
  }

  wallMs(): number {
    return STARTS_AT_MS + Math.floor(this.now_ms);
  }

  /** The clock of a process, which may differ a little from those of others. */
  clockOf(owner: Owner, ahead_ms: number): Clock {
    const began_ms = this.now_ms;
    return {
      wallMs: () => this.wallMs() + ahead_ms,
      steadyMs: () => this.now_ms - began_ms,
      after: (wait_ms, action) => this.add(owner, 'a timer', wait_ms, action),
      every: (interval_ms, action) => {
        let timer: Timer;
        const again = () => {
          timer = this.add(owner, 'a timer', interval_ms, () => {
            again();
            action();
          });
        };
        again();
        return { cancel: () => timer.cancel() };
      },
      pause: (wait_ms) => new Promise((resolve) => this.add(owner, 'a timer', wait_ms, resolve)),
      afterTurn: (action) => void this.add(owner, 'a turn', 0, action),
    };
  }
}

/** The earliest stand last. */
function isBefore(one: Step, other: Step): boolean {
  return one.at_ms < other.at_ms || (one.at_ms === other.at_ms && one.order < other.order);
}

/** Nothing here waits for anything but steps, so all that one leads to is done before the loop comes round. */
async function everythingThatFollows(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
