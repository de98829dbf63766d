/** Whether requests can be served: the store answers, and there is room for the next commit. */
import { StorageFullError, type Store } from '../store/port.js';
import type { Clock, Timer } from './clock.js';
import type { Committer } from './committer.js';

/** Whoever asks should know within two seconds. */
const PATIENCE_MS = 1_500;
/** What found no room may have been larger than a probe: for so long a probe does not count. */
const FULL_FOR_MS = 5_000;

export interface Readiness {
  readonly clock: Clock;
  readonly committer: Pick<Committer, 'found_full_ms' | 'foundRoom'>;
  readonly store: Pick<Store, 'ready' | 'probe'>;
}

/** Rejects with the reason if not. */
export async function checkReadiness(asked: Readiness): Promise<void> {
  let timer: Timer | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const error = new Error(`the store did not answer within ${PATIENCE_MS} ms`);
    timer = asked.clock.after(PATIENCE_MS, () => reject(error));
  });
  try {
    await Promise.race([check(asked), late]);
  } finally {
    timer?.cancel();
  }
}

async function check({ clock, committer, store }: Readiness): Promise<void> {
  const { found_full_ms } = committer;
  if (found_full_ms !== undefined) {
    if (clock.steadyMs() - found_full_ms < FULL_FOR_MS) throw new StorageFullError('the last commit found no room');
    await store.probe();
    committer.foundRoom();
  }
  await store.ready();
}
