/** Ending on a signal, or because this process cannot go on: what runs is finished, within bounds. */
import type { Logger } from 'pino';
import { reportFailure } from './failure.js';
import type { Running } from './start.js';

/** Supervisors kill what has not ended after 10 seconds or more; before that it should be known why. */
const PATIENCE_MS = 10_000;

export function stopOnSignals(running: Running, logger: Logger): void {
  let stopping = false;
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    if (stopping) {
      logger.warn({ signal }, 'told to stop a second time: not waiting for what still runs');
      process.exit(1);
    }
    stopping = true;
    logger.info({ signal }, 'stopping: running requests are finished first');
    const is_closed = await closed(running, logger);
    if (is_closed) logger.info('stopped');
    process.exit(is_closed ? 0 : 1);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** Says why in one line, once nothing runs any more. */
export async function stopWhenUnfit(running: Running, logger: Logger): Promise<void> {
  const error = await running.must_end;
  await closed(running, logger);
  process.exit(reportFailure(error));
}

/** Whether it closed as it should. */
async function closed(running: Running, logger: Logger): Promise<boolean> {
  setTimeout(() => {
    logger.error(`running requests did not finish within ${PATIENCE_MS / 1000} seconds: not waiting any longer`);
    process.exit(1);
  }, PATIENCE_MS).unref();
  try {
    await running.close();
    return true;
  } catch (error) {
    logger.error(error, 'the server did not stop as it should');
    return false;
  }
}
