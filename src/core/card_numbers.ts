/** Telling card numbers from other digits, to check them and to keep them out of what is shown. */
import { luhnCheckDigit } from './test_card_countries.js';

/** Enough digits to be a card's number, written together or in groups. */
const LONG_DIGITS = /\d(?:[ -]?\d){11,}/g;
const SHORTEST = 12;
const LONGEST = 19;
const ZERO = '0'.charCodeAt(0);
const TWO = '2'.charCodeAt(0);

/** Whether the last digit is the one that the others demand; catches any single mistyped digit. */
export function luhnValid(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && luhnCheckDigit(digits.slice(0, -1)) === digits.at(-1);
}

/** The text with digits hidden, all but the last four, wherever a card's number could be among them. */
export function maskCardNumbers(text: string): string {
  return text.replace(LONG_DIGITS, (written) =>
    holdsCardNumber(written.replace(/[ -]/g, ''))
      ? written.slice(0, -4).replace(/\d/g, '*') + written.slice(-4)
      : written,
  );
}

/**
 * Whether some 12 to 19 of the digits in a row satisfy the check digit. Each of these windows is judged by two sums up to
 * its ends, so the work grows with the digits and not with their windows.
 */
function holdsCardNumber(digits: string): boolean {
  const [ending_even, ending_odd] = [luhnSums(digits, 0), luhnSums(digits, 1)];
  for (let start = 0; start + SHORTEST <= digits.length; start += 1) {
    // Cards of payment networks begin with 2 to 9; so the zeros in ids, which satisfy any check digit, are none.
    if (digits.charCodeAt(start) < TWO) continue;
    const longest = Math.min(start + LONGEST, digits.length);
    for (let end = start + SHORTEST; end <= longest; end += 1) {
      const sums = end % 2 === 1 ? ending_even : ending_odd;
      if (sums[end] === sums[start]) return true;
    }
  }
  return false;
}

/** Luhn's sum of the digits before each place, modulo 10, where digits at places of this parity count as they are. */
function luhnSums(digits: string, parity: number): Uint8Array {
  const sums = new Uint8Array(digits.length + 1);
  for (let place = 0; place < digits.length; place += 1) {
    const digit = digits.charCodeAt(place) - ZERO;
    const weighted = place % 2 === parity ? digit : digit * 2;
    sums[place + 1] = ((sums[place] ?? 0) + weighted - (weighted > 9 ? 9 : 0)) % 10;
  }
  return sums;
}
