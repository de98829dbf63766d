/** Writes what the workers of all endpoints have done: while one write is under way, the next one gathers. */
import type { DeliveryWriter, EndpointProgress } from '../../store/delivery_port.js';
import { type Clock, turnOver } from '../clock.js';

const TRY_AGAIN_MS = 1_000;

export interface ProgressSource {
  /** What is to be written, as it is at this moment; undefined for nothing. Called before each write. */
  takeProgress(): EndpointProgress | undefined;
  /** What was taken is on disk, or was refused since the lease is lost. */
  progressWritten(is_held: boolean): void;
  /** The store failed; what was taken is taken again. */
  progressFailed(): void;
}

export class ProgressWriter {
  readonly #writer: DeliveryWriter;
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  readonly #waiting = new Set<ProgressSource>();
  #working: Promise<void> | undefined;

  constructor(writer: DeliveryWriter, clock: Clock, onError: (error: unknown) => void) {
    this.#writer = writer;
    this.#clock = clock;
    this.#onError = onError;
  }

  submit(source: ProgressSource): void {
    this.#waiting.add(source);
    this.#working ??= this.#work();
  }

  /** Resolves when nothing is to be written any more, or cannot be. */
  async drained(): Promise<void> {
    await this.#working;
  }

  async #work(): Promise<void> {
    // What is done in one turn of the event loop is written together.
    await turnOver(this.#clock);
    while (this.#waiting.size > 0) {
      const taken = [...this.#waiting].flatMap((source) => {
        const progress = source.takeProgress();
        return progress === undefined ? [] : [{ source, progress }];
      });
      this.#waiting.clear();
      if (taken.length === 0) continue;
      try {
        const held = await this.#writer.record(taken.map(({ progress }) => progress));
        taken.forEach(({ source }, index) => {
          source.progressWritten(held[index] === true);
        });
      } catch (error) {
        this.#onError(error);
        await this.#clock.pause(TRY_AGAIN_MS);
        for (const { source } of taken) {
          source.progressFailed();
          this.#waiting.add(source);
        }
      }
    }
    this.#working = undefined;
  }
}
