/** What is exported: which lines, of which time, into a file of which name. */
import { startOfDay, toDateInput, toLocalInput } from '../format/dates.js';
import type { PaymentFilters } from './payment_filters.js';

/** `moved`: what was received and refunded in the time, as the overview counts it. `listed`: the payments of the list. */
export const EXPORTS = ['moved', 'listed'] as const;
export type ExportKind = (typeof EXPORTS)[number];

/** Unix seconds; `below` is exclusive. */
export interface TimeRange {
  readonly from: number | undefined;
  readonly below: number | undefined;
}

/** By which time the list is narrowed; undefined where it is by none. */
export function rangeOf(filters: PaymentFilters): TimeRange | undefined {
  const ranges = [
    { from: filters.outcome_gte, below: filters.outcome_lt },
    { from: filters.happened_gte, below: filters.happened_lt },
    { from: filters.created_gte, below: filters.created_lt },
  ];
  return ranges.find(({ from, below }) => from !== undefined || below !== undefined);
}

/** A payment that began in a time may be received, and is refunded, in another one: money is asked for by when it moved. */
export function movedFilters({ happened_gte, happened_lt, ...filters }: PaymentFilters): PaymentFilters {
  const from = filters.outcome_gte ?? happened_gte;
  const below = filters.outcome_lt ?? happened_lt;
  return {
    ...filters,
    ...(from === undefined ? {} : { outcome_gte: from }),
    ...(below === undefined ? {} : { outcome_lt: below }),
  };
}

/** By the days of the reader's time zone, as they were chosen. */
export function fileName(mode: string, range: TimeRange | undefined, now_ms: number): string {
  const { from, below } = range ?? { from: undefined, below: undefined };
  const first = from === undefined ? undefined : momentName(from, from);
  const last = momentName(below ?? Math.floor(now_ms / 1000), (below ?? Math.floor(now_ms / 1000) + 1) - 1);
  const span = first === undefined ? `until-${last}` : first === last ? first : `${first}-to-${last}`;
  return `payments-${mode}-${span}.csv`;
}

/** The day alone where a bound is where a day begins. */
function momentName(bound: number, day_of: number): string {
  const is_midnight = startOfDay(bound * 1000) === bound;
  return is_midnight ? toDateInput(day_of) : toLocalInput(bound).slice(0, 16).replace(':', '');
}
