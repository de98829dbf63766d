/**
 * Logs: one JSON object a line, to stderr, so that stdout is for people. At `info` these are the start, the stop and
 * what goes wrong; requests are not logged. Written at once: there are few lines, and the last ones must not be lost.
 */
import { destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../app/settings.js';

const STDERR = 2;

export function serverLogger(level: LogLevel): Logger {
  return pino({ level }, destination({ dest: STDERR, sync: true }));
}
