/** Setting amount details, on an intent and by the one capture of an intent that is captured once. */
import type { Context } from '../../kernel/decision.js';
import { errors, type Refusal } from '../../kernel/errors.js';
import { compact, replaced } from '../../kernel/shared.js';
import { conflictBetween, withArithmetic } from './arithmetic.js';
import type { AmountDetails, GivenAmountDetails } from './types.js';

/**
 * The details after a create, update, confirm, increment, or the only capture of an intent; undefined if none are left.
 * What is given replaces what was stored, member by member; `null` unsets all of it. The result must add up to
 * `target_amount`. So this is also asked, with nothing given, when only the amount changes; details that a request
 * wanted kept although they do not add up stay then, with an error that names the new amount.
 */
export function replaceAmountDetails(
  stored: AmountDetails | undefined,
  given: GivenAmountDetails | null | undefined,
  target_amount: number,
  newId: Context['newId'],
): AmountDetails | undefined | Refusal {
  const details = mergeDetails(stored, given === undefined ? {} : given, newId);
  if (details === undefined) return undefined;
  const exclusive = exclusiveMembers(details, given);
  if (exclusive !== undefined) return exclusive;
  const is_known_error = given === undefined && stored?.error !== undefined;
  return withArithmetic(details, target_amount, given?.enforce_arithmetic_validation ?? !is_known_error);
}

/** Tax and discounts are told for the whole amount or for its line items; the refusal names what the request gave. */
export function exclusiveMembers(
  details: AmountDetails,
  given: GivenAmountDetails | null | undefined,
): Refusal | undefined {
  const conflict = conflictBetween(details, details.line_items);
  if (conflict === undefined) return undefined;
  const { member, whole, line } = conflict;
  return errors.exclusive([whole, line], given?.[member] === undefined ? line : whole);
}

/** What is stored with what is given in its place; undefined if nothing is left. What was wrong with the sum is forgotten. */
export function mergeDetails(
  stored: AmountDetails | undefined,
  given: GivenAmountDetails | null,
  newId: Context['newId'],
): AmountDetails | undefined {
  if (given === null) return undefined;
  const line_items = given.line_items?.map((item) => ({ id: newId('line_item'), ...item }));
  const { shipping } = given;
  const merged = compact<AmountDetails>({
    discount_amount: replaced(stored?.discount_amount, given.discount_amount),
    line_items: replaced(stored?.line_items, given.line_items === null ? null : line_items),
    shipping: shipping === null ? null : mergeShipping(stored?.shipping, shipping),
    tax: replaced(stored?.tax, given.tax),
  });
  return Object.keys(merged).length === 0 ? undefined : merged;
}

function mergeShipping(
  stored: AmountDetails['shipping'],
  given: NonNullable<GivenAmountDetails['shipping']> | undefined,
): AmountDetails['shipping'] {
  return compact<NonNullable<AmountDetails['shipping']>>({
    amount: replaced(stored?.amount, given?.amount),
    from_postal_code: replaced(stored?.from_postal_code, given?.from_postal_code),
    to_postal_code: replaced(stored?.to_postal_code, given?.to_postal_code),
  });
}
