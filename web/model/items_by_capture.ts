/**
 * Which line items belong to which capture. The API lists the items of all captures in their order, and each capture had to
 * add up: so walking through the items tells where one capture ends and the next begins.
 */
import type { LineItem } from '../api/types.js';
import { lineTotal, type Whole } from './item_totals.js';

/** With what it told for the whole of it. */
export interface Capture extends Whole {
  readonly at: number;
  readonly amount: number;
}

export interface CaptureItems {
  readonly capture: Capture;
  readonly items: readonly LineItem[];
}

/** Null where the items do not add up to the captures, which a request can ask to be accepted. */
export function itemsByCapture(captures: readonly Capture[], items: readonly LineItem[]): CaptureItems[] | null {
  let next = 0;
  const found: CaptureItems[] = [];
  for (const capture of captures) {
    const wanted = capture.amount - capture.tax - capture.shipping + capture.discount;
    const own: LineItem[] = [];
    let total = 0;
    for (; next < items.length && total < wanted; next += 1) {
      const item = items[next];
      if (item === undefined) break;
      own.push(item);
      total += lineTotal(item);
    }
    if (total !== wanted) return null;
    found.push({ capture, items: own });
  }
  return next === items.length ? found : null;
}
