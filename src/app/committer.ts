/**
 * The one way in for every change. Commands queue here while the batch before them is being written; all that wait
 * become the next batch, so one flush to disk serves many callers and no timer is needed.
 */
import { errors } from '../core/kernel/errors.js';
import { OutdatedError } from '../store/migration.js';
import { type Clock, turnOver } from './clock.js';
import type { CommandEnvelope, Outcome } from './command_envelope.js';
import { troubleOf } from './failures.js';

/** More waiting commands than this are refused: the caller should slow down, not wait for minutes. */
const MAXIMUM_WAITING = 10_000;
/** Larger batches gain nothing and make every caller in them wait for the last. */
const MAXIMUM_BATCH = 256;

interface Waiting {
  readonly command: CommandEnvelope;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

/** Whether an answer is kept under the idempotency key of a command. */
export type IsAnswered = (command: CommandEnvelope) => Promise<boolean>;

export type OutcomeListener = (command: CommandEnvelope, outcome: Outcome) => void;

export class Committer {
  readonly #clock: Clock;
  readonly #isAnswered: IsAnswered;
  readonly #execute: (commands: readonly CommandEnvelope[]) => Promise<readonly Outcome[]>;
  readonly #listeners: OutcomeListener[] = [];
  readonly #outdated_listeners: ((error: OutdatedError) => void)[] = [];
  readonly #keys_in_use = new Set<string>();
  #waiting: Waiting[] = [];
  #found_full_ms: number | undefined;
  #running: Promise<void> | undefined;

  constructor(
    execute: (commands: readonly CommandEnvelope[]) => Promise<readonly Outcome[]>,
    clock: Clock,
    isAnswered: IsAnswered = async () => false,
  ) {
    this.#clock = clock;
    this.#execute = execute;
    this.#isAnswered = isAnswered;
  }

  /** Tells of every outcome, once it is durable; the listener returns at once. */
  onOutcome(listener: OutcomeListener): void {
    this.#listeners.push(listener);
  }

  /** Tells that a newer Daybook has migrated the database: nothing more can be written from here. */
  onOutdated(listener: (error: OutdatedError) => void): void {
    this.#outdated_listeners.push(listener);
  }

  /** Resolves once the outcome is durable. Rejects if the store failed, in which case nothing was changed. */
  async submit(command: CommandEnvelope): Promise<Outcome> {
    if (this.#waiting.length >= MAXIMUM_WAITING) return { status: 'refused', refusal: errors.overloaded() };
    if (command.idempotency === undefined) return this.#enqueue(command);
    const { key } = command.idempotency;
    const in_use = `${command.scope}/${key}`;
    if (this.#keys_in_use.has(in_use)) {
      // What is in use may be a repetition itself: then this one is answered as that one is.
      if (await this.#isAnswered(command)) return this.#enqueue(command);
      return { status: 'refused', refusal: errors.keyInUse(key) };
    }
    this.#keys_in_use.add(in_use);
    try {
      return await this.#enqueue(command);
    } finally {
      this.#keys_in_use.delete(in_use);
    }
  }

  /** When there was no room for the last batch, by the monotonic clock; undefined where it was written. */
  get found_full_ms(): number | undefined {
    return this.#found_full_ms;
  }

  /** Something else was written since. */
  foundRoom(): void {
    this.#found_full_ms = undefined;
  }

  /** Resolves when nothing is waiting or running any more. */
  async drained(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  #enqueue(command: CommandEnvelope): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ command, resolve, reject });
      this.#running ??= this.#work();
    });
  }

  async #work(): Promise<void> {
    // Requests that arrived together are read in one turn of the event loop: let them all queue first.
    await turnOver(this.#clock);
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.splice(0, MAXIMUM_BATCH);
      try {
        const outcomes = await this.#execute(batch.map(({ command }) => command));
        this.#found_full_ms = outcomes.some(isFull) ? this.#clock.steadyMs() : undefined;
        batch.forEach(({ resolve }, index) => {
          resolve(outcomes[index] as Outcome);
        });
        for (const listener of this.#listeners) {
          for (const [index, { command }] of batch.entries()) listener(command, outcomes[index] as Outcome);
        }
      } catch (error) {
        if (troubleOf(error) === 'full') this.#found_full_ms = this.#clock.steadyMs();
        if (error instanceof OutdatedError) this.#refuse(batch, error);
        else for (const { reject } of batch) reject(error);
      }
    }
    this.#running = undefined;
  }

  /** Nothing was written, and who tries again comes to the newer process. */
  #refuse(batch: readonly Waiting[], error: OutdatedError): void {
    for (const { resolve } of batch) resolve({ status: 'refused', refusal: errors.overloaded() });
    for (const listener of this.#outdated_listeners) listener(error);
  }
}

function isFull(outcome: Outcome): boolean {
  return outcome.status === 'broken' && outcome.trouble === 'full';
}
