/** What amounts and test clocks refuse, whatever object it is about. */
import type { Refusal } from './refusal.js';
import { invalid, shown } from './refusing.js';

export function amountTooLarge(maximum: string, param: string): Refusal {
  return invalid(`Amount must be no more than ${maximum}`, { code: 'amount_too_large', param });
}

/** An amount that no card can be charged, since the currency has no such part of a unit. */
export function amountNotCarried(currency: string, step: number, param: string): Refusal {
  const name = currency.toUpperCase();
  const why =
    step === 100
      ? `Currency ${name} has become effectively zero-decimal and charged amounts must be evenly divisible by 100. See https://stripe.com/docs/currencies#zero-decimal`
      : `Currency ${name} has three decimals of which the last one must be 0: charged amounts must be evenly divisible by ${step}. See https://stripe.com/docs/currencies#three-decimal`;
  return invalid(`Invalid amount. ${why} for more information.`, { code: 'invalid_charge_amount', param });
}

export function clockAdvancing(clock: string): Refusal {
  return invalid(
    `Test clock advancement underway - cannot perform modifications: ${shown(clock)}`,
    { code: 'lock_timeout', should_retry: true },
    429,
  );
}

/** Each is under the clock that is named, or under none. */
export function otherTime(customer: string, clock: string | undefined, own_clock: string | undefined): Refusal {
  const owner = clock === undefined ? 'under no test clock' : `under the test clock '${clock}'`;
  const other = own_clock === undefined ? 'under none' : `under '${own_clock}'`;
  return invalid(
    `The customer '${customer}' is ${owner}, and this object ${other}: what belongs to a customer under a test clock names it when it is made.`,
    { param: 'customer' },
  );
}
