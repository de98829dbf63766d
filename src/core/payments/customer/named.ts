/** The customer that a request names for something else. */

import { checkSameTime } from '../../kernel/clock_time.js';
import type { State } from '../../kernel/decision.js';
import { errors, isRefusal, type Refusal } from '../../kernel/errors.js';
import type { Customer } from './types.js';

/** It must exist; undefined where the request names none. */
export function namedCustomer(state: State, id: string | null | undefined): Customer | undefined | Refusal {
  if (typeof id !== 'string') return undefined;
  const customer = state.get('customer', id)?.document;
  return customer === undefined || customer.deleted === true
    ? errors.noSuchReference('customer', id, 'customer')
    : customer;
}

/** For something that exists already: it must also live by the same time. */
export function checkCustomer(
  state: State,
  object: { readonly test_clock?: string },
  id: string | null | undefined,
): Refusal | undefined {
  const customer = namedCustomer(state, id);
  if (customer === undefined || isRefusal(customer)) return customer;
  return checkSameTime(object, customer);
}
