/** Why the balance is not told. */
import type { Refusal } from '../../kernel/refusal.js';
import { invalid } from '../../kernel/refusing.js';

export function balanceTooLarge(currency: string): Refusal {
  return invalid(
    `The balance in ${currency} is beyond what a JSON number can say exactly (${Number.MAX_SAFE_INTEGER} minor units).`,
  );
}
