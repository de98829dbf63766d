/**
 * The digits of a reading, and which 12 to 19 of them in a row have a right check digit: these may be the number of a
 * card. How they are grouped, and what stands between the groups, says how likely. Each row is judged by sums up to its
 * ends, and what is between its digits by where each kind of gap was last, so the work grows with the text alone.
 */
import { isIssued } from './issued.js';

export const SHORTEST = 12;
export const LONGEST = 19;
/** Cards of payment networks begin with 2 to 9; so the zeros in ids, which satisfy any check digit, are none. */
const FIRST_DIGIT = 2;

/** What stands before a digit, from the closest to what parts numbers. */
export const TOUCHING = 0;
/** One blank or dash. */
export const CLOSE = 1;
/** No letters. */
export const SEPARATED = 2;
/** One letter, as the x in 12x34. */
export const LETTERED = 3;
export const WORDED = 4;
const APART = 5;
export type Gap = typeof TOUCHING | typeof CLOSE | typeof SEPARATED | typeof LETTERED | typeof WORDED;
/** More characters than that part numbers, whatever they are. */
export const LONGEST_GAP = 16;

const LONGEST_GROUP = 6;

const ZERO = 48;
const BLANK = 32;
const DASH = 45;
const PLUS = 43;

/** As they are printed on cards: four and four, or 4, 6 and 5, or 4, 6 and 4; each length a digit. */
const PRINTED: ReadonlySet<number> = new Set([4441, 4442, 4443, 4444, 44441, 44442, 44443, 464, 465]);

export class Candidates {
  readonly count: number;
  readonly #text: string;
  readonly #values: Uint8Array;
  /** Where each digit is in the reading. */
  readonly #positions: Int32Array;
  readonly #gaps: Uint8Array;
  /** Whether the gap before a digit is written as the one before it. */
  readonly #repeats: Uint8Array;
  /** How many groups have begun. */
  readonly #groups: Int32Array;
  /** Luhn's sums of the digits before each place, modulo 10, where those at even places count as they are, or at odd. */
  readonly #sums: readonly [Uint8Array, Uint8Array];

  /** Of the row that is judged: its last digit, and since where only these gaps, or the same gaps, have been. */
  #last = 0;
  readonly #since = new Int32Array(APART);
  #even_since = 0;

  constructor(text: string) {
    const count = digitsIn(text);
    this.count = count;
    this.#text = text;
    this.#values = new Uint8Array(count);
    this.#positions = new Int32Array(count);
    this.#gaps = new Uint8Array(count);
    this.#repeats = new Uint8Array(count);
    this.#groups = new Int32Array(count);
    this.#sums = [new Uint8Array(count + 1), new Uint8Array(count + 1)];
    this.#read();
  }

  #read(): void {
    const [text, values, positions] = [this.#text, this.#values, this.#positions];
    const [gaps, repeats, groups] = [this.#gaps, this.#repeats, this.#groups];
    const [even, odd] = this.#sums;
    let place = 0;
    let group = 0;
    let [length, letters, written, written_before] = [0, 0, 0, 0];
    for (let index = 0; index < text.length; index += 1) {
      const code = text.charCodeAt(index);
      const value = code - ZERO;
      if (value < 0 || value > 9) {
        length += 1;
        letters += isLetter(code) ? 1 : 0;
        written = (written * 31 + code) | 0;
        continue;
      }
      let gap = TOUCHING as number;
      if (length > 0) {
        group += 1;
        gap = gapOf(length, letters, written);
        repeats[place] = written === written_before ? 1 : 0;
        written_before = written;
        length = letters = written = 0;
      }
      values[place] = value;
      positions[place] = index;
      gaps[place] = place === 0 ? APART : gap;
      groups[place] = group;
      const doubled = value > 4 ? 2 * value - 9 : 2 * value;
      const is_even = place % 2 === 0;
      const even_sum = (even[place] ?? 0) + (is_even ? value : doubled);
      const odd_sum = (odd[place] ?? 0) + (is_even ? doubled : value);
      place += 1;
      even[place] = even_sum > 9 ? even_sum - 10 : even_sum;
      odd[place] = odd_sum > 9 ? odd_sum - 10 : odd_sum;
    }
  }

  /** Whether a row passes the judge, who is asked about each by its first digit and length, and may ask back. */
  some(judge: (first: number, length: number) => boolean): boolean {
    const values = this.#values;
    const gaps = this.#gaps;
    const since = this.#since;
    let group_begin = 0;
    for (let last = 0; last < this.count; last += 1) {
      this.#last = last;
      const gap = gaps[last] ?? APART;
      if (gap !== TOUCHING) {
        for (let closer = TOUCHING; closer < gap; closer += 1) since[closer] = last;
        if (gap === APART) this.#even_since = last;
        else if (this.#repeats[last] === 0) this.#even_since = group_begin;
        group_begin = last;
      }
      const sums = this.#sums[last % 2 === 0 ? 0 : 1];
      const sum = sums[last + 1];
      const earliest = Math.max(since[WORDED] ?? 0, last + 1 - LONGEST);
      for (let first = last + 1 - SHORTEST; first >= earliest; first -= 1) {
        if (sums[first] === sum && (values[first] ?? 0) >= FIRST_DIGIT && judge(first, last + 1 - first)) return true;
      }
    }
    return false;
  }

  /** Whether the row that is judged has no looser gaps than this. */
  isJoinedBy(gap: Gap, first: number): boolean {
    return first >= (this.#since[gap] ?? 0);
  }

  /** Whether the same stands between all its groups. */
  isEven(first: number): boolean {
    return first >= this.#even_since;
  }

  beginsGroup(first: number): boolean {
    return this.#gaps[first] !== TOUCHING;
  }

  endsGroup(): boolean {
    return this.#gaps[this.#last + 1] !== TOUCHING;
  }

  groupsFrom(first: number): number {
    return (this.#groups[this.#last] ?? 0) - (this.#groups[first] ?? 0) + 1;
  }

  /** Whether a network could have issued it. */
  isIssued(first: number, length: number): boolean {
    const values = this.#values;
    const four =
      1000 * (values[first] ?? 0) +
      100 * (values[first + 1] ?? 0) +
      10 * (values[first + 2] ?? 0) +
      (values[first + 3] ?? 0);
    return isIssued(four, length);
  }

  /** Whether its groups are those that cards show. */
  isPrinted(first: number): boolean {
    let lengths = 0;
    let length = 0;
    for (let place = first; place <= this.#last; place += 1) {
      if (place > first && this.#gaps[place] !== TOUCHING) {
        if (length !== 4 && length !== 6) return false;
        lengths = 10 * lengths + length;
        length = 0;
      }
      length += 1;
    }
    return PRINTED.has(10 * lengths + length);
  }

  /**
   * Whether people write a number in such groups, with the same between them: up to six digits in each, or eight; with a
   * blank or a dash of any length but seven, which groups of telephone and order numbers have.
   */
  isRegular(first: number): boolean {
    const longest = this.isJoinedBy(CLOSE, first) ? LONGEST : LONGEST_GROUP;
    let length = 0;
    for (let place = first; place <= this.#last + 1; place += 1) {
      if (place > first && (place > this.#last || this.#gaps[place] !== TOUCHING)) {
        if (length === 7 || (length > longest && length !== 8)) return false;
        length = 0;
      }
      length += 1;
    }
    return true;
  }

  digitAt(place: number): number {
    return this.#values[place] ?? 0;
  }

  positionOf(place: number): number {
    return this.#positions[place] ?? this.#text.length;
  }

  /** What is right before a digit in the reading. */
  textBefore(place: number, length: number): string {
    const position = this.positionOf(place);
    return this.#text.slice(Math.max(0, position - length), position);
  }

  isAfterPlus(first: number): boolean {
    return this.#text.charCodeAt(this.positionOf(first) - 1) === PLUS;
  }

  /** How many characters follow the last digit. */
  get left(): number {
    return this.count === 0 ? this.#text.length : this.#text.length - this.positionOf(this.count - 1) - 1;
  }

  /** The first digit, from this one back, that nothing looser than the gap joins with it. */
  beginOf(gap: Gap, place: number): number {
    let begin = place;
    while (begin > 0 && (this.#gaps[begin] ?? APART) <= gap) begin -= 1;
    return begin;
  }

  endOf(gap: Gap, place: number): number {
    let end = place;
    while (end + 1 < this.count && (this.#gaps[end + 1] ?? APART) <= gap) end += 1;
    return end;
  }

  /** Whether the last of these digits is the one that the others demand. */
  hasCheckDigit(first: number, last: number): boolean {
    const sums = this.#sums[last % 2 === 0 ? 0 : 1];
    return sums[first] === sums[last + 1];
  }
}

function gapOf(length: number, letters: number, written: number): number {
  if (length > LONGEST_GAP) return APART;
  if (letters > 0) return letters === 1 ? LETTERED : WORDED;
  return length === 1 && (written === BLANK || written === DASH) ? CLOSE : SEPARATED;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 97 && lower <= 122;
}

function digitsIn(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const value = text.charCodeAt(index) - ZERO;
    if (value >= 0 && value <= 9) count += 1;
  }
  return count;
}
