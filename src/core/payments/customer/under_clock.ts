/** A place for a new customer under a test clock. */
import type { State } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import type { Document } from '../../kernel/kind.js';
import { clockAdvancing } from '../../kernel/refusals.js';
import { clockIsFull } from './refusals.js';

/** As at Stripe. It also bounds what deleting a clock changes at once. */
const MAXIMUM_CUSTOMERS = 3;

export interface Place {
  /** The time by which the customer begins. */
  readonly now: number;
  /** The clock counts, so that two customers who are made at once cannot both get the last place. */
  readonly clock: Document<'test_clock'>;
}

export function placeUnder(state: State, id: string): Place | Refusal {
  const clock = state.get('test_clock', id)?.document;
  if (clock === undefined || clock.deleted === true) {
    return errors.noSuchReference('test_clock', id, 'test_clock');
  }
  const { advancing_to, customers = 0, frozen_time } = clock;
  if (advancing_to !== undefined) return clockAdvancing(id);
  if (state.find('customer', 'test_clock', id).length >= MAXIMUM_CUSTOMERS) {
    return clockIsFull(id, MAXIMUM_CUSTOMERS);
  }
  return { now: frozen_time, clock: { ...clock, customers: customers + 1 } };
}
