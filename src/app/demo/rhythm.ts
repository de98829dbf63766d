/** When people pay: by the hour of the day, the day of the week, more from month to month, and very much on one day. */
import type { Chance } from './chance.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

/** From midnight on, in UTC: shops in Europe open first, those in America stay open longest. */
const HOURS = [7, 5, 4, 3, 3, 4, 6, 9, 14, 18, 20, 22, 24, 24, 25, 27, 30, 32, 33, 30, 26, 20, 14, 10] as const;
/** From Sunday on. */
const WEEKDAYS = [0.8, 0.95, 0.95, 1, 1.05, 1.25, 1.4] as const;
/** How much more is paid at the end than at the beginning. */
const GROWTH = 1.7;
const SALE_FACTOR = 2.2;
/** The last payment leaves its payer the time to finish. */
const QUIET_END_MS = 10 * MINUTE_MS;

/** Unix milliseconds, rising; `end_ms` is the beginning of an hour. */
export function paymentTimes(chance: Chance, count: number, days: number, end_ms: number): number[] {
  const start_ms = end_ms - days * DAY_MS;
  const sale_day = chance.whole(Math.floor(days / 2), Math.floor(days * 0.8));
  const hours = Array.from({ length: days * 24 }, (_, hour): readonly [number, number] => {
    const date = new Date(start_ms + hour * HOUR_MS);
    const growth = 1 + ((GROWTH - 1) * hour) / (days * 24);
    const sale = Math.floor(hour / 24) === sale_day ? SALE_FACTOR : 1;
    const weight = (HOURS[date.getUTCHours()] ?? 0) * (WEEKDAYS[date.getUTCDay()] ?? 0) * growth * sale;
    return [date.getTime(), weight];
  });
  const latest_ms = end_ms - QUIET_END_MS;
  return Array.from({ length: count }, () =>
    Math.min(chance.weighted(hours) + Math.floor(chance.next() * HOUR_MS), latest_ms),
  ).sort((a, b) => a - b);
}
