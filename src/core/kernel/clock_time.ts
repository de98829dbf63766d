/** By which time a rule decides: the one place where an object under a test clock gets its `now`. */
import type { Context, Row, State } from './decision.js';
import type { Refusal } from './errors.js';
import { clockAdvancing, otherTime } from './refusals.js';

export interface Timed {
  readonly context: Context;
  /** The clock, which must still stand at that time when the decision is written. */
  readonly guards: readonly Row[];
}

/**
 * The context for an object that names this clock, or none. Refused while the clock is being advanced: what is due until
 * then happens first, in the order of time.
 */
export function timed(state: State, context: Context, test_clock: string | undefined): Timed | Refusal {
  if (test_clock === undefined || context.test_clock === test_clock) return { context, guards: [] };
  const row = state.get('test_clock', test_clock);
  if (row === undefined) throw new Error(`${test_clock} is named by another object, but is not there`);
  if (row.document.advancing_to !== undefined) return clockAdvancing(test_clock);
  return { context: { ...context, now: row.document.frozen_time, test_clock }, guards: [row] };
}

/** Only what lives by the same time can belong together: the refusal of a customer who does not. */
export function checkSameTime(
  { test_clock: own }: { readonly test_clock?: string },
  { id, test_clock }: { readonly id: string; readonly test_clock?: string },
): Refusal | undefined {
  return own === test_clock ? undefined : otherTime(id, test_clock, own);
}
