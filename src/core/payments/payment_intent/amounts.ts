/** What the amount of an intent may be. */
import { checkCarried } from '../../kernel/carried_amounts.js';
import { formatAmount, minorUnitDigits } from '../../kernel/currencies.js';
import type { Refusal } from '../../kernel/errors.js';
import { amountTooSmall, amountZero } from './refusals.js';

/** The smallest amounts that Stripe charges, in minor units. In a currency that is not here, any that it carries is enough. */
const MINIMUMS: Readonly<Record<string, number>> = {
  aed: 200,
  aud: 50,
  bgn: 100,
  brl: 50,
  cad: 50,
  chf: 50,
  czk: 1500,
  dkk: 250,
  eur: 50,
  gbp: 30,
  hkd: 400,
  huf: 17_500,
  inr: 50,
  jpy: 50,
  mxn: 1000,
  myr: 200,
  nok: 300,
  nzd: 50,
  pln: 200,
  ron: 200,
  sek: 300,
  sgd: 50,
  thb: 1000,
  usd: 50,
};

export function checkAmount(amount: number, currency: string): Refusal | undefined {
  if (amount === 0) return amountZero();
  const minimum = MINIMUMS[currency] ?? 1;
  if (amount < minimum) return amountTooSmall(named(minimum, currency));
  return checkCarried(amount, currency);
}

/** `$0.50 usd`, as Stripe's texts name a minimum. */
function named(amount: number, currency: string): string {
  const text = formatAmount(amount, currency);
  return text.endsWith(currency) ? text : `${text} ${currency}`;
}

/** How far one increment may go beyond what is authorized: 500 whole units or five times as much, what is more. */
export function maximumIncrement(authorized: number, currency: string): number {
  const whole_units = 500 * 10 ** minorUnitDigits(currency);
  return authorized + Math.max(whole_units, authorized * 5);
}
