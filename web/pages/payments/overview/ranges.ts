/** The ranges of time that the overview offers, and how finely each is drawn. */
import { startOfDay } from '../../../format/dates.js';

export const RANGES = ['1', '7', '30', '90', '365'] as const;
export type Range = (typeof RANGES)[number];

const INTERVALS: Record<Range, 'hour' | 'day' | 'week' | 'month'> = {
  '1': 'hour',
  '7': 'day',
  '30': 'day',
  '90': 'week',
  '365': 'month',
};

export interface Span {
  readonly from: number;
  readonly to: number;
  readonly interval: 'hour' | 'day' | 'week' | 'month';
}

export function isRange(text: string | null): text is Range {
  return (RANGES as readonly (string | null)[]).includes(text);
}

/** Whole days up to the end of today. */
export function spanOf(range: Range, now_ms: number): Span {
  return {
    from: startOfDay(now_ms, Number(range) - 1),
    to: startOfDay(now_ms, -1),
    interval: INTERVALS[range],
  };
}
