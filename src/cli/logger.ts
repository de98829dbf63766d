/**
 * Logs: one JSON object a line, to stderr, so that stdout is for people. At `info` these are the start, the stop and
 * what goes wrong; requests are not logged. Written at once: there are few lines, and the last ones must not be lost.
 * That the storage is full is said once a second, whoever notices it.
 */
import { type DestinationStream, destination, type Logger, type LoggerOptions, pino } from 'pino';
import { isStorageFull } from '../app/failures.js';
import type { LogLevel } from '../app/settings.js';

const STDERR = 2;

const FULL_EVERY_MS = 1_000;

export function serverLogger(
  level: LogLevel,
  to: DestinationStream = destination({ dest: STDERR, sync: true }),
): Logger {
  let next_full_ms = 0;
  const logMethod: NonNullable<LoggerOptions['hooks']>['logMethod'] = function (given, method) {
    if (isAboutFullStorage(given[0])) {
      // Every write fails then, and lines by the thousand would take the last of the room.
      const now_ms = performance.now();
      if (now_ms < next_full_ms) return;
      next_full_ms = now_ms + FULL_EVERY_MS;
    }
    method.apply(this, given);
  };
  return pino({ level, hooks: { logMethod } }, to);
}

/** An error, or fields with one, as all parts of Daybook log them. */
function isAboutFullStorage(given: unknown): boolean {
  return (
    isStorageFull(given) || (typeof given === 'object' && given !== null && 'err' in given && isStorageFull(given.err))
  );
}
