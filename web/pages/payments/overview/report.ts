/** The answer of the overview report (extension). Amounts are in the currency of the report. */
import type { Amount } from '../../../format/money.js';

export interface Totals {
  readonly payments: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly amount_guaranteed: Amount;
  readonly amount_refunded: Amount;
}

export interface Period extends Totals {
  /** Unix seconds at which the period begins. */
  readonly from: number;
}

export interface Share {
  readonly payments: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly amount_guaranteed: Amount;
}

export const DATED_BY = ['happened', 'recorded'] as const;
/** By which time things count: when they happened, or when Daybook was told of them. */
export type DatedBy = (typeof DATED_BY)[number];

export function isDatedBy(text: string | null): text is DatedBy {
  return (DATED_BY as readonly (string | null)[]).includes(text);
}

export interface OverviewReport {
  readonly object: 'overview';
  readonly from: number;
  readonly to: number;
  readonly currency: string | null;
  readonly dated_by: DatedBy;
  readonly currencies: readonly string[];
  readonly series: readonly Period[];
  readonly totals: Totals;
  /** Of the time before, as long as what has passed of this one; null where it was not asked for. */
  readonly previous: (Totals & { readonly from: number; readonly to: number }) | null;
  readonly by_processor: readonly (Share & { readonly processor: string })[];
  readonly by_method: readonly (Share & { readonly method: string })[];
  readonly decline_reasons: readonly { readonly reason: string; readonly count: number }[];
  /** What the key may not read is null. */
  readonly open_authorizations: {
    readonly count: number;
    readonly amount: Amount;
    readonly expiring: readonly {
      readonly payment_intent: string;
      readonly payment_record: string;
      readonly amount: number;
      readonly currency: string;
      readonly capture_before: number;
    }[];
  } | null;
  readonly disputes_needing_response: number | null;
  readonly disputes_open: number | null;
  readonly disputes_overdue: number | null;
}

/** Undefined where nothing has ended yet. */
export function successRate({ succeeded, failed }: Pick<Totals, 'succeeded' | 'failed'>): number | undefined {
  return succeeded + failed === 0 ? undefined : succeeded / (succeeded + failed);
}
