/** Amount details of an intent that is captured several times: each capture tells its own, and they are added up. */
import type { Context } from '../../kernel/decision.js';
import { isRefusal, type Refusal } from '../../kernel/errors.js';
import { compact } from '../../kernel/shared.js';
import { conflictBetween, totalOf, withArithmetic } from './arithmetic.js';
import {
  detailsOfRelease,
  detailsToLeaveOut,
  detailsToPass,
  detailsToPassAgain,
  exclusiveWithEarlierCaptures,
  postalCodeChanged,
  tooManyLineItems,
} from './refusals.js';
import { exclusiveMembers, mergeDetails } from './replacing.js';
import { type AmountDetails, type GivenAmountDetails, MAXIMUM_LINE_ITEMS } from './types.js';

export interface DetailedCapture {
  /** What this capture takes, to which its details must add up. */
  readonly amount: number;
  /** How many captures of the intent were made before. */
  readonly captured_before: number;
  /** Whether nothing is taken, and only the rest of the authorization given back. */
  readonly is_release: boolean;
}

/**
 * The details of the intent after one of its captures; undefined if there are none.
 *
 * Before the first capture `stored` is what was expected of the whole payment, and the capture's own details take its
 * place. Afterwards it is the sum of what captures gave, so its presence, and that of its line items, tells what every
 * earlier capture gave: all of them include details, or none does.
 */
export function captureAmountDetails(
  stored: AmountDetails | undefined,
  given: GivenAmountDetails | null | undefined,
  capture: DetailedCapture,
  newId: Context['newId'],
): AmountDetails | undefined | Refusal {
  if (capture.is_release) return given === undefined ? stored : detailsOfRelease();
  const own = mergeDetails(undefined, given ?? null, newId);
  const is_first = capture.captured_before === 0;
  const refusal = is_first ? leftOpen(stored, given, own, newId) : differsFromEarlier(stored, own);
  if (refusal !== undefined) return refusal;
  if (own === undefined) return undefined;
  const exclusive = exclusiveMembers(own, given);
  if (exclusive !== undefined) return exclusive;
  const checked = withArithmetic(own, capture.amount, given?.enforce_arithmetic_validation ?? true);
  if (is_first || stored === undefined || isRefusal(checked)) return checked;
  return added(stored, checked);
}

/** What was expected at creation is neither told again by the first capture nor unset, so nobody knows whether it holds. */
function leftOpen(
  stored: AmountDetails | undefined,
  given: GivenAmountDetails | null | undefined,
  own: AmountDetails | undefined,
  newId: Context['newId'],
): Refusal | undefined {
  if (stored === undefined || given === null) return undefined;
  if (own === undefined && mergeDetails(stored, given ?? {}, newId) !== undefined) {
    return detailsToPass('amount_details');
  }
  if (given?.line_items === undefined && stored.line_items !== undefined) {
    return detailsToPass('amount_details[line_items]');
  }
  return undefined;
}

function differsFromEarlier(earlier: AmountDetails | undefined, own: AmountDetails | undefined): Refusal | undefined {
  if (earlier === undefined && own === undefined) return undefined;
  if (own === undefined) return detailsToPassAgain('amount_details');
  if (earlier === undefined) return detailsToLeaveOut('amount_details');
  if (earlier.line_items !== undefined && own.line_items === undefined) {
    return detailsToPassAgain('amount_details[line_items]');
  }
  if (earlier.line_items === undefined && own.line_items !== undefined) {
    return detailsToLeaveOut('amount_details[line_items]');
  }
  for (const name of ['from_postal_code', 'to_postal_code'] as const) {
    const before = earlier.shipping?.[name];
    const after = own.shipping?.[name];
    if (before !== undefined && after !== undefined && before !== after) {
      return postalCodeChanged(`amount_details[shipping][${name}]`, before);
    }
  }
  return otherWayOfTelling(earlier, own);
}

/** Tax and discounts cannot be told for the whole of one capture and for the line items of another. */
function otherWayOfTelling(earlier: AmountDetails, own: AmountDetails): Refusal | undefined {
  const told_on_lines = conflictBetween(own, earlier.line_items);
  if (told_on_lines !== undefined) {
    return exclusiveWithEarlierCaptures(told_on_lines.whole, told_on_lines.line);
  }
  const told_as_whole = conflictBetween(earlier, own.line_items);
  return told_as_whole && exclusiveWithEarlierCaptures(told_as_whole.line, told_as_whole.whole);
}

/** An error of one capture stays, since its details stay: only where each capture adds up does the sum. */
function added(earlier: AmountDetails, own: AmountDetails): AmountDetails | Refusal {
  const line_items = [...(earlier.line_items ?? []), ...(own.line_items ?? [])];
  if (line_items.length > MAXIMUM_LINE_ITEMS) return tooManyLineItems(line_items.length, MAXIMUM_LINE_ITEMS);
  const tax_amount = sum(earlier.tax?.total_tax_amount, own.tax?.total_tax_amount);
  const sums = compact<AmountDetails>({
    discount_amount: sum(earlier.discount_amount, own.discount_amount),
    error: own.error ?? earlier.error,
    line_items: line_items.length === 0 ? undefined : line_items,
    shipping: compact<NonNullable<AmountDetails['shipping']>>({
      amount: sum(earlier.shipping?.amount, own.shipping?.amount),
      from_postal_code: own.shipping?.from_postal_code ?? earlier.shipping?.from_postal_code,
      to_postal_code: own.shipping?.to_postal_code ?? earlier.shipping?.to_postal_code,
    }),
    tax: tax_amount === undefined ? undefined : { total_tax_amount: tax_amount },
  });
  const total = totalOf(sums);
  return isRefusal(total) ? total : sums;
}

/** The sum of what was told; what no capture told stays untold. */
function sum(earlier: number | undefined, own: number | undefined): number | undefined {
  return earlier === undefined || own === undefined ? (earlier ?? own) : earlier + own;
}
