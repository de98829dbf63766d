/** Times: Unix seconds on the wire, the reader's own time zone and language on the screen. */

/** `short` leaves out the year where it is this one. */
export type TimeStyle = 'short' | 'full' | 'day' | 'day_short' | 'time' | 'minute';

const OPTIONS: Record<TimeStyle | 'short_with_year', Intl.DateTimeFormatOptions> = {
  short: { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  short_with_year: { year: 'numeric', month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' },
  full: {
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'short',
  },
  day: { year: 'numeric', month: 'short', day: 'numeric' },
  day_short: { month: 'short', day: 'numeric' },
  minute: { hour: '2-digit', minute: '2-digit' },
  time: { hour: '2-digit', minute: '2-digit', second: '2-digit' },
};

const formatters = new Map<string, Intl.DateTimeFormat>();

export function formatTime(seconds: number, style: TimeStyle, locale: string): string {
  const date = new Date(seconds * 1000);
  const is_other_year = date.getFullYear() !== new Date().getFullYear();
  const chosen = style === 'short' && is_other_year ? 'short_with_year' : style;
  const key = `${locale} ${chosen}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat(locale, OPTIONS[chosen]);
    formatters.set(key, formatter);
  }
  return formatter.format(date);
}

/** How far away a time is: `in 3 days`, `2 hours ago`. */
export function formatDistance(seconds: number, now_ms: number, locale: string): string {
  const difference = seconds - now_ms / 1000;
  const formatter = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const units: [Intl.RelativeTimeFormatUnit, number][] = [
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ];
  for (const [unit, length] of units) {
    if (Math.abs(difference) >= length) return formatter.format(Math.trunc(difference / length), unit);
  }
  return formatter.format(Math.trunc(difference), 'second');
}

/** The value of an input of type `datetime-local`: local time, to the second. */
export function toLocalInput(seconds: number): string {
  const date = new Date(seconds * 1000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

export function fromLocalInput(text: string): number | undefined {
  const time = new Date(text).getTime();
  return text === '' || Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

/** Midnight of the day `days` before today, in local time. */
export function startOfDay(now_ms: number, days_before = 0): number {
  const date = new Date(now_ms);
  return Math.floor(new Date(date.getFullYear(), date.getMonth(), date.getDate() - days_before).getTime() / 1000);
}

/** `2026-11-22`, as inputs of type `date` hold it. */
export function toDateInput(seconds: number): string {
  return toLocalInput(seconds).slice(0, 10);
}

export function fromDateInput(text: string): number | undefined {
  return fromLocalInput(text === '' ? '' : `${text}T00:00:00`);
}

export function timeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}
