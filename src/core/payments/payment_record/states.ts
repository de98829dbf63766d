/** The states of an attempt, and what may be reported in each: the transition rules exist here and nowhere else. */
import type { Reason } from './refusals.js';
import type { Amounts } from './types.js';

/** The states that reports lead to. */
export const REPORTED_STATES = [
  'initiated',
  'guaranteed',
  'partially_refunded',
  'refunded',
  'failed',
  'canceled',
] as const;
export type ReportedState = (typeof REPORTED_STATES)[number];

/** With the one that only payments have that Daybook processes: the funds are held, and nothing is captured yet. */
export const ATTEMPT_STATES = [...REPORTED_STATES, 'authorized'] as const;
export type AttemptState = (typeof ATTEMPT_STATES)[number];

/** The reports that can follow on a record; `attempt` is a new attempt after one that ended. */
export const REPORTS = ['guaranteed', 'failed', 'canceled', 'informational', 'refund', 'attempt'] as const;
export type Report = (typeof REPORTS)[number];

/** Stripe's objects carry no status: the state follows from the amounts. */
export function stateOf(amounts: Amounts): AttemptState {
  const refunded = amounts.refunded ?? 0;
  if (refunded > 0) return refunded === amounts.guaranteed ? 'refunded' : 'partially_refunded';
  if (amounts.guaranteed !== undefined) return 'guaranteed';
  if (amounts.failed !== undefined) return 'failed';
  if (amounts.canceled !== undefined) return 'canceled';
  return amounts.authorized === undefined ? 'initiated' : 'authorized';
}

/** Whether money has arrived, be it given back later or not. */
export function isSettled(state: string | undefined): boolean {
  return state === 'guaranteed' || state === 'partially_refunded' || state === 'refunded';
}

const HOLDS_FUNDS = {
  guaranteed: 'outcome_stands',
  failed: 'outcome_stands',
  canceled: 'outcome_stands',
  informational: 'accepted',
  refund: 'accepted',
  attempt: 'funds_held',
} as const;

const ENDED_WITHOUT_FUNDS = {
  guaranteed: 'outcome_stands',
  failed: 'outcome_stands',
  canceled: 'outcome_stands',
  informational: 'accepted',
  refund: 'nothing_guaranteed',
  attempt: 'accepted',
} as const;

/** `accepted`, or why the report is refused in this state of the latest attempt. */
export const REPORTS_IN_STATE = {
  initiated: {
    guaranteed: 'accepted',
    failed: 'accepted',
    canceled: 'accepted',
    informational: 'accepted',
    refund: 'nothing_guaranteed',
    attempt: 'still_open',
  },
  guaranteed: HOLDS_FUNDS,
  partially_refunded: HOLDS_FUNDS,
  refunded: { ...HOLDS_FUNDS, refund: 'nothing_left' },
  failed: ENDED_WITHOUT_FUNDS,
  canceled: ENDED_WITHOUT_FUNDS,
} as const satisfies Record<ReportedState, Record<Report, Reason | 'accepted'>>;
