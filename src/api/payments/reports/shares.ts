/**
 * What is summed up, read period by period. By when things happened each counts on its own day: a payment when it was
 * begun, its outcome and the money when that was known, each refund when it was made. By when they were recorded a payment
 * counts with what has become of it on the day when Daybook was first told of it.
 */
import { idBoundary } from '../../../core/kernel/ids.js';
import { isSettled } from '../../../core/payments/payment_record/states.js';
import { QUARTER_SECONDS } from '../../../core/payments/payment_record/times.js';
import type { PeriodTotal, PeriodTotalsQuery, Reader } from '../../../store/port.js';
import type { Share } from './sums.js';

export const DATED_BY = ['happened', 'recorded'] as const;
export type DatedBy = (typeof DATED_BY)[number];

/** Where sums are read, and between which moments (Unix seconds, rising) the periods lie. */
export interface Periods {
  readonly store: Pick<Reader, 'periodTotals'>;
  readonly scope: number;
  readonly dated_by: DatedBy;
  readonly bounds: readonly number[];
}

type Asked = Pick<PeriodTotalsQuery, 'kind' | 'by'> & Partial<Pick<PeriodTotalsQuery, 'only' | 'sums' | 'within'>>;

function along(column: string, { store, scope, bounds }: Periods, asked: Asked): Promise<readonly PeriodTotal[]> {
  return store.periodTotals({ scope, only: [], sums: [], ...asked, along: column, bounds });
}

/** By the time that ids bear. */
function alongIds(prefix: string, { store, scope, bounds }: Periods, asked: Asked): Promise<readonly PeriodTotal[]> {
  const ids = bounds.map((moment) => idBoundary(prefix, moment));
  return store.periodTotals({ scope, only: [], sums: [], ...asked, along: 'id', bounds: ids });
}

/** In every currency. */
export async function sharesOf(periods: Periods): Promise<readonly Share[]> {
  const shares = await Promise.all([
    ...(periods.dated_by === 'happened'
      ? [decidedSoon(periods), decidedBeyondBounds(periods), begunApart(periods), decidedApart(periods)]
      : [recorded(periods)]),
    reportedRefunds(periods),
    refunds(periods),
  ]);
  return shares.flat();
}

const OUTCOMES = {
  kind: 'payment_record',
  by: ['currency', 'state', 'processor', 'method'],
  sums: ['amount_guaranteed'],
} as const;

/** Those that began and were decided in one quarter of an hour, as most are: both count on the day when they began. */
async function decidedSoon(periods: Periods): Promise<Share[]> {
  const totals = await along('decided_soon', periods, OUTCOMES);
  return totals.map(paymentShare);
}

/** Where a bound lies within a quarter of an hour: the outcomes beyond it are moved to the period that they belong to. */
async function decidedBeyondBounds(periods: Periods): Promise<Share[]> {
  const moved = cutQuarters(periods.bounds).flatMap((parts) =>
    parts.flatMap((begun) =>
      parts.filter((decided) => decided !== begun).map((decided) => movedOutcomes(periods, begun, decided)),
    ),
  );
  return (await Promise.all(moved)).flat();
}

/** A part of a quarter of an hour between two bounds (Unix seconds), and the period that it lies in. */
interface Part {
  readonly from: number;
  readonly below: number;
  readonly period: number;
}

/** The quarters that bounds cut, in parts. */
function cutQuarters(bounds: readonly number[]): readonly (readonly Part[])[] {
  const quarters = new Set(
    bounds.filter((bound) => bound % QUARTER_SECONDS !== 0).map((bound) => bound - (bound % QUARTER_SECONDS)),
  );
  return [...quarters].map((start) => {
    const end = start + QUARTER_SECONDS;
    const cuts = [start, ...bounds.filter((bound) => bound > start && bound < end), end];
    return cuts.slice(1).map((below, index) => {
      const from = cuts[index] ?? start;
      return { from, below, period: bounds.findLastIndex((bound) => bound <= from) };
    });
  });
}

/** Outside of the first and the last bound nothing is counted. */
async function movedOutcomes(periods: Periods, begun: Part, decided: Part): Promise<Share[]> {
  const totals = await along(
    'decided_soon',
    { ...periods, bounds: [begun.from, begun.below] },
    { ...OUTCOMES, within: { column: 'outcome_happened', from: decided.from, below: decided.below } },
  );
  const is_counted = ({ period }: Part) => period >= 0 && period < periods.bounds.length - 1;
  return totals
    .map(outcomeShare)
    .flatMap((share) => [
      ...(is_counted(begun) ? [{ ...negated(share), period: begun.period }] : []),
      ...(is_counted(decided) ? [{ ...share, period: decided.period }] : []),
    ]);
}

function negated({ succeeded = 0, failed = 0, amount_guaranteed = 0n, ...share }: Share): Share {
  return { ...share, succeeded: -succeeded, failed: -failed, amount_guaranteed: -amount_guaranteed };
}

async function begunApart(periods: Periods): Promise<Share[]> {
  const totals = await along('begun_apart', periods, { ...OUTCOMES, sums: [] });
  return totals.map(({ by: [currency = '', , processor = '', method = ''], period, count }) => {
    return { period, currency, processor, method, payments: count };
  });
}

async function decidedApart(periods: Periods): Promise<Share[]> {
  return (await along('decided_apart', periods, OUTCOMES)).map(outcomeShare);
}

async function recorded(periods: Periods): Promise<Share[]> {
  return (await alongIds('pr', periods, OUTCOMES)).map(paymentShare);
}

function paymentShare(total: PeriodTotal): Share {
  return { ...outcomeShare(total), payments: total.count };
}

function outcomeShare({ by, period, count, sums: [amount_guaranteed = 0n] }: PeriodTotal): Share {
  const [currency = '', state, processor = '', method = ''] = by;
  const succeeded = isSettled(state) ? count : 0;
  const failed = state === 'failed' ? count : 0;
  return { period, currency, processor, method, succeeded, failed, amount_guaranteed };
}

/** Those of payments that were made elsewhere. */
async function reportedRefunds(periods: Periods): Promise<Share[]> {
  const asked = { kind: 'payment_record_refund', by: ['currency'], sums: ['amount'] } as const;
  const totals = await (periods.dated_by === 'happened'
    ? along('happened', periods, asked)
    : alongIds('prr', periods, asked));
  return totals.map(refundShare);
}

/** Those that Daybook made, for which both times are the same. One that failed has given nothing back. */
async function refunds(periods: Periods): Promise<Share[]> {
  const totals = await along('happened', periods, { kind: 'refund', by: ['currency', 'status'], sums: ['amount'] });
  return totals.filter(({ by: [, status] }) => status !== 'failed' && status !== 'canceled').map(refundShare);
}

function refundShare({ by: [currency = ''], period, sums: [amount_refunded = 0n] }: PeriodTotal): Share {
  return { period, currency, amount_refunded };
}

/** Why the latest attempts of payments in a currency failed, each with how many of them, in all periods together. */
export async function declineReasons(
  periods: Periods,
  currency: string,
): Promise<readonly { readonly reason: string; readonly count: number }[]> {
  const asked = { kind: 'payment_record', by: ['currency', 'decline_reason'], only: [currency] } as const;
  const whole = { ...periods, bounds: [periods.bounds[0] ?? 0, periods.bounds.at(-1) ?? 0] };
  const totals = await (periods.dated_by === 'happened'
    ? along('outcome_happened', whole, asked)
    : alongIds('pr', whole, asked));
  const reasons = totals.map(({ by: [, reason = ''], count }) => ({ reason, count }));
  return reasons.sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
