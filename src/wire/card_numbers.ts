/** Card numbers among the parameters of a request, wherever somebody wrote one. */
import { holdsCardNumber } from '../core/kernel/card_number/refused.js';
import type { FormObject, FormValue } from './form.js';

/** The parameter that holds one, as its value or as the name of a member: of that, the hash that has the member. */
export function cardNumberIn(form: FormObject): string | undefined {
  for (const [name, value] of form) {
    const found = inValue(value, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

function inValue(value: FormValue, path: string): string | undefined {
  if (typeof value === 'string') return IS_FOR_IT.test(path) || !holdsCardNumber(value) ? undefined : path;
  const members = Array.isArray(value) ? value.map((element, index) => [String(index), element] as const) : value;
  for (const [name, member] of members) {
    const found = holdsCardNumber(name) ? path : inValue(member, `${path}[${name}]`);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Where a number belongs, and is refused with what belongs there instead. */
const IS_FOR_IT = /(?:^|\[)card\]?\[number\]$/;
