/** Sending again what a lost connection may have swallowed. */
import { setTimeout as delay } from 'node:timers/promises';
import { isLost } from './failures.js';

/** About six seconds in all: a server that restarts, or a standby that takes over, is mostly back by then. */
const RETRY_DELAYS_MS = [0, 100, 200, 400, 800, 1_600, 3_000] as const;
/** Where each attempt waits long to be refused, fewer of them are made. */
const GIVE_UP_AFTER_MS = 15_000;

/** Repeats what can be repeated: after a lost connection, and after other errors that the caller names. */
export async function withRetries<T>(
  attempt: () => Promise<T>,
  isPassing: (error: unknown) => boolean = () => false,
): Promise<T> {
  const give_up_at_ms = performance.now() + GIVE_UP_AFTER_MS;
  for (const delay_ms of RETRY_DELAYS_MS) {
    try {
      return await attempt();
    } catch (error) {
      if (!(isLost(error) || isPassing(error)) || performance.now() + delay_ms > give_up_at_ms) throw error;
      await delay(delay_ms);
    }
  }
  return await attempt();
}
