/**
 * Hiding card numbers where texts are shown, logged or kept. Everything that would be refused is hidden, and whatever else
 * could be a number, with all digits near it: those of a security code, or of another number that the first one overlaps.
 */
import { Candidates, CLOSE, type Gap, LONGEST, LONGEST_GAP, SEPARATED, SHORTEST, WORDED } from './candidates.js';
import { mayHoldDigits } from './digits.js';
import { codesOf, type Reading, readingsOf, textOf } from './reading.js';

/** A number that is grouped and stands between other digits has no more groups than cards show. */
const MOST_GROUPS = 5;
const LAST_FOUR = 4;
const STAR = '*'.charCodeAt(0);
/** No text that is sent holds it. */
const TAKEN_OUT = 0;

/**
 * The text with digits hidden wherever a card's number could be among them: all but the last four where these digits are
 * the whole number. Of a text that was cut, also the digits at its end, which the number may have begun with.
 */
export function maskCardNumbers(text: string, is_cut = false): string {
  if (!is_cut && !mayHoldDigits(text, SHORTEST)) return text;
  let codes: Uint16Array | undefined;
  for (const reading of readingsOf(text)) {
    for (const [first, end, rows] of hiddenIn(reading.text, is_cut)) {
      codes ??= codesOf(text);
      for (let place = first; place < end; place += 1) hide(codes, reading, rows.positionOf(place));
    }
  }
  return codes === undefined ? text : textOf(codes, keptOf(codes));
}

/** Moves together what was not taken out; answers how much that is. */
function keptOf(codes: Uint16Array): number {
  let kept = 0;
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? TAKEN_OUT;
    if (code !== TAKEN_OUT) {
      codes[kept] = code;
      kept += 1;
    }
  }
  return kept;
}

/** Of an escaped digit one star is left. */
function hide(codes: Uint16Array, { at }: Reading, position: number): void {
  const from = at?.[position] ?? position;
  const end = at?.[position + 1] ?? position + 1;
  codes[from] = STAR;
  for (let index = from + 1; index < end; index += 1) codes[index] = TAKEN_OUT;
}

type Hidden = readonly [first: number, end: number, rows: Candidates];

function hiddenIn(text: string, is_cut: boolean): Hidden[] {
  const rows = new Candidates(text);
  const found: Hidden[] = [];
  let [close_until, until] = [-1, -1];
  const take = (gap: Gap, first: number, last: number): number => {
    const begin = rows.beginOf(gap, first);
    const end = rows.endOf(gap, last);
    const count = end + 1 - begin;
    const is_whole = count >= SHORTEST && count <= LONGEST && rows.hasCheckDigit(begin, end);
    found.push([begin, is_whole ? end + 1 - LAST_FOUR : end + 1, rows]);
    return end;
  };
  rows.some((first, length) => {
    const last = first + length - 1;
    if (last <= until) return false;
    if (last > close_until && rows.isJoinedBy(CLOSE, first)) {
      close_until = take(CLOSE, first, last);
    } else if (rows.isIssued(first, length) && isGroupedNumber(rows, first)) {
      until = take(SEPARATED, first, last);
    }
    return false;
  });
  if (is_cut && rows.count > 0 && rows.left <= LONGEST_GAP) {
    const begin = Math.max(rows.beginOf(WORDED, rows.count - 1), rows.count - LONGEST);
    found.push([begin, rows.count, rows]);
  }
  return found;
}

function isGroupedNumber(rows: Candidates, first: number): boolean {
  const is_aligned = rows.beginsGroup(first) && rows.endsGroup();
  if (rows.isJoinedBy(SEPARATED, first)) return is_aligned || rows.groupsFrom(first) <= MOST_GROUPS;
  return is_aligned && rows.isPrinted(first);
}
