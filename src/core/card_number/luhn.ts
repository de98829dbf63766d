/** The check digit of card numbers. */
import { luhnCheckDigit } from '../test_card_countries.js';

/** Whether the last digit is the one that the others demand; catches any single mistyped digit. */
export function luhnValid(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && luhnCheckDigit(digits.slice(0, -1)) === digits.at(-1);
}
