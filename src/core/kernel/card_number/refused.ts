/**
 * Which texts are refused for holding the number of a card: only what a network could have issued, whole, and as people
 * write it. Hiding digits may err on the side of caution; refusing a payment for a number that is none may not.
 */
import { Candidates, LETTERED, SEPARATED, TOUCHING } from './candidates.js';
import { mayHoldDigits } from './digits.js';
import { withoutIdentifiers } from './identifiers.js';
import { maskCardNumbers } from './masked.js';
import { readingsOf } from './reading.js';

/** Visa's of 13 digits are not issued any more. */
const SHORTEST_IN_USE = 14;
/** A telephone number has at most so many, after a plus sign. */
const LONGEST_TELEPHONE = 15;

/** Whether the number of a card stands in a text: together, or in groups with the same between them, or as cards print it. */
export function holdsCardNumber(text: string): boolean {
  if (!mayHoldDigits(text, SHORTEST_IN_USE)) return false;
  return readingsOf(text).some((reading) => {
    if (!holdsOne(reading.text)) return false;
    // These cost more to look for than numbers do.
    const rest = withoutIdentifiers(reading.text);
    return rest === reading.text || holdsOne(rest);
  });
}

/** The text with all its digits hidden, if it would be refused: for what is compared with what was sent, and else kept. */
export function withoutCardNumbers(text: string): string {
  return holdsCardNumber(text) ? maskCardNumbers(text).replace(/\p{N}/gu, '*') : text;
}

function holdsOne(text: string): boolean {
  const rows = new Candidates(text);
  return rows.some((first, length) => {
    if (length < SHORTEST_IN_USE || !rows.isIssued(first, length) || !rows.endsGroup()) return false;
    if (!rows.beginsGroup(first)) return rows.isJoinedBy(TOUCHING, first) && followsFiller(rows, first);
    if (rows.isAfterPlus(first) && length <= LONGEST_TELEPHONE) return false;
    if (rows.isJoinedBy(SEPARATED, first)) return rows.isPrinted(first) || isUniform(rows, first);
    return rows.isJoinedBy(LETTERED, first) && rows.isEven(first) && rows.isPrinted(first);
  });
}

/** Whether it is one group, or groups with the same between them. */
function isUniform(rows: Candidates, first: number): boolean {
  return rows.groupsFrom(first) === 1 || (rows.isEven(first) && rows.isRegular(first));
}

/** Whether the digits before it are none of a number: zeros, or those after the country of an account. */
function followsFiller(rows: Candidates, first: number): boolean {
  const begin = rows.beginOf(TOUCHING, first);
  if (first - begin === 2 && /^[a-z]{2}$/i.test(rows.textBefore(begin, 2))) return true;
  for (let place = begin; place < first; place += 1) if (rows.digitAt(place) !== 0) return false;
  return true;
}
