/** The payments behind the numbers of a report. */
import type { PaymentFilters } from '../../../model/payment_filters.js';
import type { OverviewReport } from './report.js';

interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface Behind {
  /** Those that are counted as payments. */
  readonly payments: PaymentFilters;
  /** Those whose outcome, and money, is counted. */
  readonly outcomes: PaymentFilters;
}

export function behind({ dated_by }: OverviewReport, currency: string, { from, to }: Stretch): Behind {
  if (dated_by === 'recorded') {
    const recorded = { currency, created_gte: from, created_lt: to };
    return { payments: recorded, outcomes: recorded };
  }
  return {
    payments: { currency, happened_gte: from, happened_lt: to },
    outcomes: { currency, outcome_gte: from, outcome_lt: to },
  };
}
