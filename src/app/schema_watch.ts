/**
 * Notices that a newer Daybook has migrated the database: with the next commit at once, else within some seconds. Asking
 * the store is also how it notices itself that its file is gone (app/damage_watch.ts).
 */
import { OutdatedError } from '../store/migration.js';
import type { Store } from '../store/port.js';
import type { Clock, Timer } from './clock.js';
import type { Committer } from './committer.js';

const LOOK_EVERY_MS = 1_000;

export class SchemaWatch {
  /** Resolves when this process must end; never before. */
  readonly outdated: Promise<OutdatedError>;
  readonly #timer: Timer;

  constructor(store: Pick<Store, 'ready'>, committer: Committer, clock: Clock) {
    let tell: (error: OutdatedError) => void = () => {};
    this.outdated = new Promise((resolve) => {
      tell = resolve;
    });
    committer.onOutdated(tell);
    // That the store cannot be reached is told by whoever needs it.
    const look = () =>
      store.ready().catch((error: unknown) => {
        if (error instanceof OutdatedError) tell(error);
      });
    this.#timer = clock.every(LOOK_EVERY_MS, () => void look());
  }

  stop(): void {
    this.#timer.cancel();
  }
}
