/** Notices what the store finds damaged while it is used, by whom and where ever. */
import { withFailuresSeen } from '../store/failing.js';
import { DamageError } from '../store/start_error.js';
import type { Outcome } from './command_envelope.js';
import { brokenBy } from './failures.js';

export class DamageWatch {
  /** Resolves with the first damage; never without. */
  readonly damaged: Promise<DamageError>;
  #tell: (error: DamageError) => void = () => {};

  constructor() {
    this.damaged = new Promise((resolve) => {
      this.#tell = resolve;
    });
  }

  /** The same methods, watched. */
  over<T extends object>(methods: T): T {
    return withFailuresSeen(methods, (error) => this.#noticed(error));
  }

  /** The same outcomes. */
  among(outcomes: readonly Outcome[]): readonly Outcome[] {
    for (const outcome of outcomes) {
      if (outcome.status === 'broken') this.#noticed(brokenBy(outcome));
    }
    return outcomes;
  }

  #noticed(error: unknown): unknown {
    if (error instanceof DamageError) this.#tell(error);
    return error;
  }
}
