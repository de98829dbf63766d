/** Spans of time as people write them. */
import { UsageError } from './failure.js';

const UNITS_SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const MAXIMUM_DAYS = 366;

/** `30s`, `15m`, `24h` or `7d` in seconds; a bare `0` is no time at all. */
export function durationSeconds(flag: string, text: string): number {
  if (text === '0') return 0;
  const [, digits = '', unit = ''] = /^(\d{1,8})([smhd])$/.exec(text) ?? [];
  const seconds = Number(digits) * (UNITS_SECONDS[unit] ?? Number.NaN);
  if (digits === '' || !(seconds <= MAXIMUM_DAYS * 86_400)) {
    throw new UsageError(
      `${flag} must be a number with s, m, h or d, such as 24h, of at most ${MAXIMUM_DAYS} days, not ${JSON.stringify(text)}.`,
    );
  }
  return seconds;
}
