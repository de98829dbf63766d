/**
 * Logs: one JSON object a line, to stderr, so that stdout is for people. At `info` these are the start, the stop and
 * what goes wrong; requests are not logged. Written at once: there are few lines, and the last ones must not be lost.
 * That the storage is full, or the store unreachable, is said once a second, whoever notices it.
 */
import { type DestinationStream, destination, type Logger, type LoggerOptions, pino } from 'pino';
import { type Trouble, troubleOf } from '../app/failures.js';
import type { LogLevel } from '../app/settings.js';
import { maskCardNumbers } from '../core/kernel/card_number/masked.js';

const STDERR = 2;

const TROUBLE_EVERY_MS = 1_000;

export function serverLogger(
  level: LogLevel,
  to: DestinationStream = destination({ dest: STDERR, sync: true }),
): Logger {
  const next_ms = new Map<Trouble, number>();
  const logMethod: NonNullable<LoggerOptions['hooks']>['logMethod'] = function (given, method) {
    const trouble = troubleIn(given[0]);
    if (trouble !== undefined) {
      // Every request fails then, and lines by the thousand would take the last of the room.
      const now_ms = performance.now();
      if (now_ms < (next_ms.get(trouble) ?? 0)) return;
      next_ms.set(trouble, now_ms + TROUBLE_EVERY_MS);
    }
    method.apply(this, given);
  };
  return pino({ level, hooks: { logMethod, streamWrite: maskedLine } }, to);
}

/** A line without the numbers of cards: what breaks may tell of what was sent. */
function maskedLine(line: string): string {
  if (maskCardNumbers(line) === line) return line;
  const fields = JSON.parse(line, (_name, value: unknown) =>
    typeof value === 'string' ? maskCardNumbers(value) : value,
  );
  return `${JSON.stringify(fields)}\n`;
}

/** Of an error, or of fields with one, as all parts of Daybook log them. */
function troubleIn(given: unknown): Trouble | undefined {
  return troubleOf(typeof given === 'object' && given !== null && 'err' in given ? given.err : given);
}
