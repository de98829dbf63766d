/** Amounts that are stored beside those they must be. */
import type { Amounts } from '../../core/payments/payment_record/types.js';
import type { InspectedRow } from '../../store/port.js';
import { about, type Verification } from './findings.js';

/** One difference for each part; `source` says where the other amounts come from. */
export function compareAmounts(
  row: InspectedRow,
  stored: Amounts,
  expected: Amounts,
  source: string,
  verification: Verification,
): void {
  const parts = new Set([...Object.keys(stored), ...Object.keys(expected)]) as Set<keyof Amounts>;
  for (const part of parts) {
    const [here, there] = [amountOf(stored, part), amountOf(expected, part)];
    if (here === there) continue;
    about(row, `amount_${part} is ${here}, but ${there} ${source}`, verification);
  }
}

function amountOf(amounts: Amounts, part: keyof Amounts): number {
  return amounts[part] ?? (part === 'intended' ? amounts.requested : 0);
}
