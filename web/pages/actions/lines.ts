/** Line items as they are typed; kept in a draft as JSON. */
import type { FieldValue } from '../../api/form.js';
import { parseMoney } from '../../format/money.js';

export interface LineDraft {
  readonly name: string;
  readonly quantity: string;
  readonly unit_cost: string;
}

export const EMPTY_LINE: LineDraft = { name: '', quantity: '1', unit_cost: '' };

export function linesIn(draft: string): readonly LineDraft[] {
  return draft === '' ? [] : (JSON.parse(draft) as LineDraft[]);
}

/** As the API takes them; what is no number is left out, and the API says that it is missing. */
export function lineFields(draft: string, currency: string, locale: string): FieldValue {
  return linesIn(draft).map(({ name, quantity, unit_cost }) => {
    const cost = parseMoney(unit_cost, currency, locale);
    return {
      product_name: name.trim(),
      ...(/^\d+$/.test(quantity.trim()) ? { quantity: Number(quantity) } : {}),
      ...(cost === undefined ? {} : { unit_cost: cost }),
    };
  });
}

/** What the lines come to, as far as they are filled in. */
export function linesTotal(draft: string, currency: string, locale: string): number {
  return linesIn(draft).reduce(
    (sum, line) => sum + (parseMoney(line.unit_cost, currency, locale) ?? 0) * (Number(line.quantity) || 0),
    0,
  );
}
