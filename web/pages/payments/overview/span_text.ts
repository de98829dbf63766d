/** A stretch of time in words: `Nov 25`, `Nov 25 until 10:51 PM`, `Oct 20 – Nov 18 until 10:51 PM`. */
import { startOfDay } from '../../../format/dates.js';
import type { Speech } from '../../../i18n/use_text.js';

export function spanText({ from, to }: { readonly from: number; readonly to: number }, { t, time }: Speech): string {
  const last = Math.max(from, to - 1);
  const day = (at: number) =>
    time(at, new Date(at * 1000).getFullYear() === new Date().getFullYear() ? 'day_short' : 'day');
  const days = day(from) === day(last) ? day(from) : `${day(from)} – ${day(last)}`;
  const is_midnight = startOfDay(to * 1000) === to;
  return is_midnight ? days : t('overview.until', { days, time: time(to, 'minute') });
}
