/** Telling card numbers from other digits, to check them and to keep them out of what is shown. */
import { luhnCheckDigit } from './test_card_countries.js';

/** Enough digits to be a card's number, written together or in groups. */
const LONG_DIGITS = /\d(?:[ -]?\d){11,}/g;
const SHORTEST = 12;
const LONGEST = 19;

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

/** Cards of payment networks begin with 2 to 9; so the zeros in ids, which satisfy any check digit, are none. */
const FIRST_DIGIT = /[2-9]/;

function holdsCardNumber(digits: string): boolean {
  for (let start = 0; start + SHORTEST <= digits.length; start += 1) {
    if (!FIRST_DIGIT.test(digits.charAt(start))) continue;
    for (let length = SHORTEST; length <= LONGEST && start + length <= digits.length; length += 1) {
      if (luhnValid(digits.slice(start, start + length))) return true;
    }
  }
  return false;
}
