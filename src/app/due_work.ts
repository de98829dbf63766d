/**
 * Gives due objects their command, through the committer like everybody else.
 *
 * Nothing is taken from a queue: an object is due until a command has changed it. So a crash loses nothing, and several
 * processes may do the same work: the later command finds an object that is not due any more. It sleeps until the
 * earliest time it knows of; commits of this process tell of earlier ones, and those of others are seen soon enough.
 */
import { DUE_COMMANDS, type DueCommands } from '../core/clockwork/due.js';
import type { Kind } from '../core/kernel/kind.js';
import type { Scope } from '../store/page.js';
import type { DueObject, Reader, ScopeInfo } from '../store/port.js';
import type { Clock, Timer } from './clock.js';
import type { CommandEnvelope, Outcome } from './command_envelope.js';
import type { Committer } from './committer.js';
import { type DueCommandOptions, type DueResult, submitDue } from './due_command.js';

/** Other processes may have written what falls due, and the machine's clock may have been set. */
const LOOK_AGAIN_MS = 30_000;
/** So many are worked on at a time: a part of a batch, so that callers do not wait behind them. */
const PAGE = 64;
const FIRST_SETBACK_MS = 1_000;
const LONGEST_SETBACK_MS = 10 * 60_000;

export interface DueWorkOptions extends DueCommandOptions {
  readonly store: Pick<Reader, 'due'> & { readonly scopes: readonly ScopeInfo[] };
  readonly committer: Pick<Committer, 'submit' | 'onOutcome'>;
  readonly clock: Clock;
  /** Unix milliseconds by the clock of a scope. */
  readonly nowOf?: (scope: Scope) => number;
  readonly commands?: DueCommands;
}

export interface DueWorkCounts extends Readonly<Record<DueResult, number>> {
  /** When everything due was last looked through (Unix milliseconds). */
  readonly last_run_ms: number | undefined;
}

/** An object that its command did not help; it waits before it is tried again. */
interface Setback {
  readonly tries: number;
  readonly until_ms: number;
}

export class DueWork {
  readonly #options: Required<DueWorkOptions>;
  #counts = { done: 0, refused: 0, failed: 0, last_run_ms: undefined as number | undefined };
  /** By scope, id and the time at which it was due: an object with another time starts afresh. */
  #setbacks = new Map<string, Setback>();
  #timer: Timer | undefined;
  /** When to look next, by the clock of timers. */
  #next_ms = Number.POSITIVE_INFINITY;
  #running: Promise<void> | undefined;
  #is_stopped = false;

  constructor(options: DueWorkOptions) {
    this.#options = { nowOf: () => options.clock.wallMs(), commands: DUE_COMMANDS, ...options };
  }

  get counts(): DueWorkCounts {
    return { ...this.#counts };
  }

  start(): void {
    this.#options.committer.onOutcome((command, outcome) => this.#learn(command, outcome));
    this.#lookIn(0);
  }

  /** Starts nothing new; resolves when what runs is finished. */
  async stop(): Promise<void> {
    this.#is_stopped = true;
    this.#timer?.cancel();
    await this.#running;
  }

  #learn({ scope }: CommandEnvelope, outcome: Outcome): void {
    if (!('due_at' in outcome) || outcome.due_at === undefined) return;
    this.#lookIn(outcome.due_at * 1000 - this.#options.nowOf(scope));
  }

  /** Looks after so many milliseconds, unless it will look earlier anyway. */
  #lookIn(wait_ms: number): void {
    if (this.#is_stopped) return;
    const at_ms = this.#options.clock.steadyMs() + Math.min(Math.max(wait_ms, 0), LOOK_AGAIN_MS);
    if (at_ms >= this.#next_ms) return;
    this.#next_ms = at_ms;
    if (this.#running === undefined) this.#setTimer();
  }

  #setTimer(): void {
    this.#timer?.cancel();
    const wait_ms = Math.max(0, this.#next_ms - this.#options.clock.steadyMs());
    this.#timer = this.#options.clock.after(wait_ms, () => {
      this.#running = this.#look().finally(() => {
        this.#running = undefined;
        if (!this.#is_stopped) this.#setTimer();
      });
    });
  }

  /** One walk over everything that is due. What is learned meanwhile is looked for after it. */
  async #look(): Promise<void> {
    this.#next_ms = Number.POSITIVE_INFINITY;
    const before = this.#setbacks;
    const counts = { ...this.#counts };
    // What is not met again is not due any more, and forgotten.
    this.#setbacks = new Map();
    try {
      let next_ms = LOOK_AGAIN_MS;
      for (const scope of this.#options.store.scopes) {
        for (const kind of Object.keys(this.#options.commands) as Kind[]) {
          next_ms = Math.min(next_ms, await this.#work(scope, kind, before));
        }
      }
      this.#counts.last_run_ms = this.#options.clock.wallMs();
      this.#lookIn(next_ms);
    } catch (error) {
      this.#setbacks = new Map([...before, ...this.#setbacks]);
      this.#options.log.error({ err: error }, 'what is due could not be looked up');
      this.#lookIn(LOOK_AGAIN_MS);
    }
    const [done, refused, failed] = (['done', 'refused', 'failed'] as const).map(
      (result) => this.#counts[result] - counts[result],
    );
    if (done || refused || failed) this.#options.log.debug({ done, refused, failed }, 'due work');
  }

  /** Works on what is due of one kind; tells in how many milliseconds there is more to do. */
  async #work(scope: ScopeInfo, kind: Kind, before: ReadonlyMap<string, Setback>): Promise<number> {
    let next_ms = Number.POSITIVE_INFINITY;
    let after: DueObject | undefined;
    while (!this.#is_stopped) {
      const query = { scope: scope.scope, kind, limit: PAGE };
      const page = await this.#options.store.due(after === undefined ? query : { ...query, after });
      const now_ms = this.#options.nowOf(scope.scope);
      const due = page.filter(({ due_at }) => due_at * 1000 <= now_ms);
      const waits = await Promise.all(due.map((object) => this.#workOn(scope, kind, object, before)));
      next_ms = Math.min(next_ms, ...waits);
      const later = page[due.length];
      if (later !== undefined) return Math.min(next_ms, later.due_at * 1000 - now_ms);
      after = page.at(-1);
      if (after === undefined || page.length < PAGE) return next_ms;
    }
    return next_ms;
  }

  /** Tells in how many milliseconds to try again; infinity if that is not needed. */
  async #workOn(
    scope: ScopeInfo,
    kind: Kind,
    object: DueObject,
    before: ReadonlyMap<string, Setback>,
  ): Promise<number> {
    const key = `${scope.scope}/${object.id}/${object.due_at}`;
    const last = before.get(key);
    const is_waiting = last !== undefined && last.until_ms > this.#options.clock.steadyMs();
    if (is_waiting) {
      this.#setbacks.set(key, last);
      return last.until_ms - this.#options.clock.steadyMs();
    }
    const name = this.#options.commands[kind];
    if (name === undefined) throw new Error(`nothing is done with a due ${kind}`);
    const result = await submitDue(this.#options, scope, name, object);
    this.#counts[result] += 1;
    if (result === 'done') return Number.POSITIVE_INFINITY;
    const tries = (last?.tries ?? 0) + 1;
    const wait_ms = Math.min(FIRST_SETBACK_MS * 2 ** (tries - 1), LONGEST_SETBACK_MS);
    this.#setbacks.set(key, { tries, until_ms: this.#options.clock.steadyMs() + wait_ms });
    return wait_ms;
  }
}
