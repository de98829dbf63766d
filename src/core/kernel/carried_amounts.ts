/** Which amounts can be paid in a currency: not every number of minor units is one. */
import { amountStep, formatAmount } from './currencies.js';
import type { Refusal } from './errors.js';
import { amountNotCarried, amountTooLarge } from './refusals.js';

/** As many digits as Stripe takes: twelve of rupiah, nine of Indian rupees, eight of all others. */
const MAXIMUMS: Readonly<Record<string, number>> = { idr: 999_999_999_999, inr: 999_999_999 };
const MAXIMUM = 99_999_999;

/** The largest amount that can be paid in a currency. */
export function maximumAmount(currency: string): number {
  return carriedUpTo(MAXIMUMS[currency] ?? MAXIMUM, currency);
}

/** The largest amount that can be paid and is not above `amount`, whatever a processor would grant. */
export function carriedUpTo(amount: number, currency: string): number {
  const most = Math.min(amount, MAXIMUMS[currency] ?? MAXIMUM);
  return most - (most % amountStep(currency));
}

/** The refusal of an amount, named by the parameter that says it, that cannot be paid in the currency. */
export function checkCarried(amount: number, currency: string, param = 'amount'): Refusal | undefined {
  const maximum = maximumAmount(currency);
  if (amount > maximum) return amountTooLarge(grouped(maximum, currency), param);
  const step = amountStep(currency);
  return amount % step === 0 ? undefined : amountNotCarried(currency, step, param);
}

/** With commas between thousands. */
function grouped(amount: number, currency: string): string {
  return formatAmount(amount, currency).replace(/\d+/, (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ','));
}
