/** How an attempt ended, as a report tells it. */
import type { Draft } from '../../kernel/draft.js';
import { initiatedAmounts, type Outcome, withOutcome } from './amounts.js';
import type { Amounts } from './types.js';

export interface ReportedOutcome {
  readonly outcome: Outcome;
  /** Unix seconds, the caller's. */
  readonly at: number;
}

export function amountsWith(requested: number, reported: ReportedOutcome | undefined): Amounts {
  const amounts = initiatedAmounts(requested);
  return reported === undefined ? amounts : withOutcome(amounts, reported.outcome);
}

/** The member of the attempt that keeps when it ended. */
export function timeOf(reported: ReportedOutcome | undefined): {
  readonly guaranteed_at?: number;
  readonly failed_at?: number;
  readonly canceled_at?: number;
} {
  return reported === undefined ? {} : { [`${reported.outcome}_at`]: reported.at };
}

/** One event tells of an outcome, whichever report brought it. */
export function emitOutcome(draft: Draft, record: string, reported: ReportedOutcome | undefined): void {
  if (reported !== undefined) draft.emit(`payment_record.payment_attempt_${reported.outcome}`, record);
}
