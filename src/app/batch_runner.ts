/** Batches one after another on one writer: conflicts are decided again, old replies are forgotten. */
import { randomBytes } from 'node:crypto';
import { errors } from '../core/kernel/errors.js';
import { IdSource } from '../core/kernel/ids.js';
import { OutdatedError } from '../store/migration.js';
import { ConflictError, type Writer } from '../store/port.js';
import { commitBatch } from './batch.js';
import type { Clock } from './clock.js';
import type { CommandEnvelope, Outcome } from './command_envelope.js';
import { threadFailure } from './failures.js';
import { WrittenTime } from './written_time.js';

/** Replies under idempotency keys are promised for 24 hours. */
const REPLIES_KEPT_MS = 25 * 60 * 60 * 1000;
const PRUNE_EVERY_MS = 60_000;
const PRUNED_AT_ONCE = 2_000;
/** With several processes on one database a command may lose its race a few times; it cannot lose for ever. */
const MAXIMUM_TRIES = 50;

export interface BatchRunnerOptions {
  /** Shared with whoever else compares times with what was written. */
  readonly time?: WrittenTime;
  /** From 0, below 1. */
  readonly random?: () => number;
  readonly bytes?: (count: number) => Uint8Array;
}

export class BatchRunner {
  readonly #writer: Writer;
  readonly #clock: Clock;
  readonly #time: WrittenTime;
  readonly #random: () => number;
  readonly #ids: IdSource;
  /** The time of the batch before; 0 before the first. */
  #last_ms = 0;
  #pruned_at_ms = 0;

  constructor(writer: Writer, clock: Clock, { time, random, bytes }: BatchRunnerOptions = {}) {
    this.#writer = writer;
    this.#clock = clock;
    this.#time = time ?? new WrittenTime(clock);
    this.#random = random ?? Math.random;
    this.#ids = new IdSource(bytes ?? randomBytes);
  }

  /** The outcomes in the order of the commands. Rejects if the store fails: nothing of the batch is written then. */
  async run(commands: readonly CommandEnvelope[]): Promise<Outcome[]> {
    const outcomes = await this.#decided(commands);
    // What was decided is durable and must be answered; what could not be pruned will be pruned next time.
    await this.#prune().catch(() => undefined);
    return outcomes;
  }

  async #decided(commands: readonly CommandEnvelope[]): Promise<Outcome[]> {
    try {
      return await commitBatch(this.#writer, commands, await this.#now(), this.#ids);
    } catch (error) {
      if (!(error instanceof ConflictError)) throw error;
    }
    const outcomes: Outcome[] = [];
    for (const command of commands) {
      // Those before it are durable: that one could not be written must not take their answers away.
      outcomes.push(
        await this.#alone(command).catch((error): Outcome => {
          const { failure: reason, ...trouble } = threadFailure(error);
          return { status: 'broken', reason, ...trouble };
        }),
      );
    }
    return outcomes;
  }

  /** A command that met a conflict is decided again on what is there now. */
  async #alone(command: CommandEnvelope): Promise<Outcome> {
    for (let tries = 1; tries <= MAXIMUM_TRIES; tries += 1) {
      try {
        const [outcome] = await commitBatch(this.#writer, [command], await this.#now(), this.#ids);
        if (outcome !== undefined) return outcome;
      } catch (error) {
        // Those before it in the batch are written and must be answered; the next batch tells that this process must end.
        if (error instanceof OutdatedError) break;
        if (!(error instanceof ConflictError)) throw error;
        await this.#clock.pause(this.#random() * Math.min(2 ** tries, 50));
      }
    }
    return { status: 'refused', refusal: errors.overloaded() };
  }

  /** Later than anything that others wrote at a time that the machine's clock has not come to again. */
  async #now(): Promise<number> {
    if (this.#last_ms === 0 || this.#time.isAhead()) {
      const latest_ms = await this.#writer.latestTime();
      if (latest_ms > this.#last_ms) this.#time.atLeast(latest_ms + 1);
    }
    this.#last_ms = this.#time.now();
    return this.#last_ms;
  }

  async #prune(): Promise<void> {
    const now_ms = this.#time.now();
    if (now_ms - this.#pruned_at_ms < PRUNE_EVERY_MS) return;
    const pruned = await this.#writer.pruneReplies(now_ms - REPLIES_KEPT_MS, PRUNED_AT_ONCE);
    if (pruned < PRUNED_AT_ONCE) this.#pruned_at_ms = now_ms;
  }
}
