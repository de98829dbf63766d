/**
 * Card numbers in texts that people write, told from other long numbers: only what a network could have issued, whole,
 * and with a right check digit. Hiding digits may err on the side of caution, as `maskCardNumbers` does; refusing a
 * payment for a number that is none may not.
 */
import { luhnValid } from './card_numbers.js';

/** How the numbers of networks begin, by how many digits they have. Visa's of 13 digits are not issued any more. */
const ISSUED: Readonly<Record<number, RegExp>> = {
  14: /^3(?:0[0-5]|095|[689])/,
  15: /^3[47]/,
  16: /^(?:220[0-4]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720|3(?:0[0-5]|095|[689])|35(?:2[89]|[3-8])|[4-6])/,
  17: /^(?:35(?:2[89]|[3-8])|6)/,
  18: /^(?:35(?:2[89]|[3-8])|6)/,
  19: /^(?:35(?:2[89]|[3-8])|[46])/,
};
const SHORTEST = 14;
const LONGEST = 19;
/** A telephone number has at most so many, after a plus sign. */
const LONGEST_TELEPHONE = 15;

const FIRST_DIGIT = /^[2-6]/;

/** Between the groups of a number: a blank, a dash, a dot. */
const SEPARATOR = /^[^\p{L}\p{N}]{1,3}$/u;
/** As they are printed on cards. */
const PRINTED = /^(?:4,4,4,[1-4]|4,4,4,4,[1-3]|4,6,[45])$/;

/** The text with all its digits hidden, if they hold such a number. */
export function withoutIssuedNumbers(text: string): string {
  return holdsIssuedNumber(text) ? text.replace(/\p{Nd}/gu, '*') : text;
}

interface Group {
  readonly digits: string;
  /** What stands between it and the group before it. */
  readonly gap: string;
  readonly may_continue: boolean;
}

/** Whether such a number stands in a text: together, or in groups with the same between them, or as cards print it. */
export function holdsIssuedNumber(text: string): boolean {
  if (text.length < SHORTEST) return false;
  const plain = withoutAccounts(inPlainDigits(text));
  const groups: Group[] = [];
  let end = 0;
  for (const { 0: digits, index } of plain.matchAll(/\d+/g)) {
    const gap = plain.slice(end, index);
    groups.push({ digits, gap, may_continue: groups.length > 0 && SEPARATOR.test(gap) });
    end = index + digits.length;
  }
  return groups.some((_group, first) => beginsAt(groups, first));
}

function beginsAt(groups: readonly Group[], first: number): boolean {
  const begin = groups[first];
  if (begin === undefined || !FIRST_DIGIT.test(begin.digits)) return false;
  const is_after_plus = begin.gap.endsWith('+');
  const gap = groups[first + 1]?.gap;
  let is_even = true;
  let digits = begin.digits;
  for (let next = first + 1; digits.length <= LONGEST; next += 1) {
    if (isIssued(digits) && !(is_after_plus && digits.length <= LONGEST_TELEPHONE)) {
      const written = groups.slice(first, next).map((group) => group.digits.length);
      if (is_even || PRINTED.test(written.join())) return true;
    }
    const group = groups[next];
    if (group === undefined || !group.may_continue) return false;
    is_even &&= group.gap === gap;
    digits += group.digits;
  }
  return false;
}

function isIssued(digits: string): boolean {
  return ISSUED[digits.length]?.test(digits) === true && luhnValid(digits);
}

/** Digits of every script as those of ASCII, full-width ones too, and without characters that nobody sees. */
function inPlainDigits(text: string): string {
  const seen = text.normalize('NFKC').replace(/\p{Cf}/gu, '');
  return seen.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    // The ten digits of a script stand together, beginning with its zero.
    const code = digit.codePointAt(0) ?? 0;
    let value = 0;
    while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
    return String(value);
  });
}

/** International account numbers, whose digits could otherwise be taken for those of a card. */
const ACCOUNT = /\b[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?\b/g;

function withoutAccounts(text: string): string {
  return text.replace(ACCOUNT, (written) => (isAccount(written.replaceAll(' ', '')) ? 'account' : written));
}

/** By the remainder that the check digits of every account number make. */
function isAccount(number: string): boolean {
  const digits = [...number.slice(4), ...number.slice(0, 4)]
    .map((character) => Number.parseInt(character, 36))
    .join('');
  return BigInt(digits) % 97n === 1n;
}
