/** Stretches of time on somebody's calendar: hours, days, weeks and months as the clocks of a time zone show them. */

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

const HOUR_SECONDS = 3_600;
const DAY_SECONDS = 86_400;

/** Unix seconds; `to` is exclusive. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Undefined for a name that is no time zone. */
export class Calendar {
  readonly #format: Intl.DateTimeFormat;

  private constructor(format: Intl.DateTimeFormat) {
    this.#format = format;
  }

  static of(timezone: string): Calendar | undefined {
    try {
      return new Calendar(
        new Intl.DateTimeFormat('en-US', {
          timeZone: timezone,
          hourCycle: 'h23',
          year: 'numeric',
          month: 'numeric',
          day: 'numeric',
          hour: 'numeric',
          minute: 'numeric',
          second: 'numeric',
        }),
      );
    } catch {
      return undefined;
    }
  }

  /**
   * The moments (Unix seconds) at which the periods between two moments begin, and then the end: the first period begins
   * with `from`, each later one where the calendar turns. At most `maximum` periods; undefined if there are more.
   */
  bounds(from: number, to: number, interval: Interval, maximum: number): number[] | undefined {
    const bounds = [from];
    for (let next = this.#next(from, interval); next < to; next = this.#next(next, interval)) {
      if (bounds.length === maximum) return undefined;
      bounds.push(next);
    }
    return [...bounds, to];
  }

  /**
   * What a stretch is compared with: the one of the same length before it, and of that as much as has passed of this one. Of whole
   * days these are days, and what has passed goes by the clocks.
   */
  before({ from, to }: Stretch, now: number): Stretch {
    const until = now > from && now < to ? now : to;
    const days = this.#days(from, to);
    const earlier = (moment: number) =>
      Math.max(0, days === undefined ? moment - (to - from) : this.#earlier(moment, days));
    return { from: earlier(from), to: Math.min(from, earlier(until)) };
  }

  /** How many days lie between two midnights; undefined between other moments. */
  #days(from: number, to: number): number | undefined {
    const [begin, end] = [from + this.#offset(from), to + this.#offset(to)];
    const are_midnights = modulo(begin, DAY_SECONDS) === 0 && modulo(end, DAY_SECONDS) === 0;
    return are_midnights ? (end - begin) / DAY_SECONDS : undefined;
  }

  /** When the clocks showed the same some days before. */
  #earlier(moment: number, days: number): number {
    return this.#momentOf(moment + this.#offset(moment) - days * DAY_SECONDS);
  }

  /** When the period that holds a moment is over. */
  #next(moment: number, interval: Interval): number {
    const offset = this.#offset(moment);
    const local = moment + offset;
    if (interval === 'hour') return moment + HOUR_SECONDS - modulo(local, HOUR_SECONDS);
    const date = new Date((local - modulo(local, DAY_SECONDS)) * 1000);
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
    if (interval === 'month') return this.#momentOf(Date.UTC(year, month + 1, 1) / 1000);
    // Weeks begin on Monday, which is day 1 of JavaScript's weeks.
    const days = interval === 'day' ? 1 : 7 - modulo(date.getUTCDay() - 1, 7);
    return this.#momentOf(Date.UTC(year, month, day + days) / 1000);
  }

  /** The first moment at which the clocks show what is given as if it were UTC. */
  #momentOf(local: number): number {
    const [before, after] = [this.#offset(local - DAY_SECONDS), this.#offset(local + DAY_SECONDS)];
    // Where clocks are put back over it, such as a midnight, there are two of them; the day begins with the first.
    for (const offset of before > after ? [before, after] : [after, before]) {
      if (this.#offset(local - offset) === offset) return local - offset;
    }
    // Where they are put forward over it, there is none: the day begins when they are.
    return local - before;
  }

  /** How many seconds the clocks are ahead of UTC. */
  #offset(moment: number): number {
    const parts: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(moment * 1000)) parts[type] = Number(value);
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) / 1000 - moment;
  }
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
