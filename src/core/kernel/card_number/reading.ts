/**
 * What a text says to somebody who reads it: digits of every script are digits, what nobody sees is not there, and escapes
 * of URLs, HTML and program texts stand for what they mean. Each character knows where in the text it comes from.
 */
import { codeOf, decodedCharacter, isEscape, lengthOf, NOTHING } from './escapes.js';

export interface Reading {
  /** In ASCII: digits, letters (`a` for all that have no counterpart), and what stands between them. */
  readonly text: string;
  /** Where each character begins in the text that is read, and then where that ends; left out where nothing has moved. */
  readonly at: Int32Array | undefined;
}

const NOT_ASCII = /[\u0080-\uffff]/;
const ESCAPE_BEGINS = /[%&\\<]/;
/** Escapes are written within escapes, but not deeper. */
const DEPTH = 2;

/** The text as it stands, then with its escapes undone, and with those that were escaped. */
export function readingsOf(text: string): Reading[] {
  let last = inAscii({ text, at: undefined });
  const readings = [last];
  while (readings.length <= DEPTH && ESCAPE_BEGINS.test(last.text)) {
    const next = withoutEscapes(last);
    if (next.text.length === last.text.length) break;
    last = inAscii(next);
    readings.push(last);
  }
  return readings;
}

function withoutEscapes({ text, at }: Reading): Reading {
  const made = new Made(text.length);
  for (let index = 0; index < text.length; ) {
    const from = at?.[index] ?? index;
    const code = text.charCodeAt(index);
    const decoded = isEscape(code) ? decodedCharacter(text, index, code) : NOTHING;
    if (decoded === NOTHING) {
      made.add(code, from);
      index += 1;
      continue;
    }
    const meant = codeOf(decoded);
    if (meant > 0xffff) made.add(0xd800 + ((meant - 0x10000) >> 10), from);
    made.add(meant > 0xffff ? 0xdc00 + (meant & 0x3ff) : meant, from);
    index += lengthOf(decoded);
  }
  return made.reading(at?.[text.length] ?? text.length);
}

function inAscii(reading: Reading): Reading {
  const { text, at } = reading;
  if (!NOT_ASCII.test(text)) return reading;
  const made = new Made(text.length * MOST_DIGITS);
  for (let index = 0; index < text.length; ) {
    const from = at?.[index] ?? index;
    const code = text.codePointAt(index) ?? 0;
    index += code > 0xffff ? 2 : 1;
    if (code < 128) {
      made.add(code, from);
      continue;
    }
    const read = readAs(code);
    if (read === SEVERAL) for (const digit of digitsIn(code)) made.add(ZERO + digit, from);
    else if (read !== UNSEEN) made.add(read, from);
  }
  return made.reading(at?.[text.length] ?? text.length);
}

/** A reading that is being made. */
class Made {
  readonly #codes: Uint16Array;
  readonly #at: Int32Array;
  #length = 0;

  constructor(longest: number) {
    this.#codes = new Uint16Array(longest);
    this.#at = new Int32Array(longest + 1);
  }

  add(code: number, from: number): void {
    this.#codes[this.#length] = code;
    this.#at[this.#length] = from;
    this.#length += 1;
  }

  reading(end: number): Reading {
    this.#at[this.#length] = end;
    return { text: textOf(this.#codes, this.#length), at: this.#at };
  }
}

const AT_ONCE = 8_192;

/** The text of the first so many. */
export function textOf(codes: Uint16Array, length: number): string {
  let text = '';
  for (let from = 0; from < length; from += AT_ONCE) {
    text += String.fromCharCode.apply(
      null,
      codes.subarray(from, Math.min(from + AT_ONCE, length)) as unknown as number[],
    );
  }
  return text;
}

export function codesOf(text: string): Uint16Array {
  const codes = new Uint16Array(text.length);
  for (let index = 0; index < text.length; index += 1) codes[index] = text.charCodeAt(index);
  return codes;
}

const ZERO = '0'.charCodeAt(0);
const LETTER = 'a'.charCodeAt(0);
const BLANK = ' '.charCodeAt(0);
const DASH = '-'.charCodeAt(0);
const SYMBOL = '~'.charCodeAt(0);
/** Beside the codes of ASCII, which a character is read as: it is not known yet, nobody sees it, it is several digits. */
const UNKNOWN = 0;
const UNSEEN = 1;
const SEVERAL = 2;
/** As in ⅒. */
const MOST_DIGITS = 3;

/** What characters of the first two planes are read as, as far as they have been met. */
const KNOWN = new Uint8Array(0x20000);
/** The planes that follow hold the letters of East Asia, nothing, and tags that nobody sees. */
const LAST_OF_EAST_ASIA = 0x3ffff;
const TAGS = 0xe0000;
const AFTER_TAGS = 0xe1000;

function readAs(code: number): number {
  if (code < KNOWN.length) {
    const known = KNOWN[code] ?? UNKNOWN;
    return known === UNKNOWN ? look(code) : known;
  }
  if (code <= LAST_OF_EAST_ASIA) return LETTER;
  return code >= TAGS && code < AFTER_TAGS ? UNSEEN : SYMBOL;
}

function look(code: number): number {
  const character = String.fromCodePoint(code);
  const found = readOnce(character, code);
  KNOWN[code] = found;
  return found;
}

function readOnce(character: string, code: number): number {
  if (/[\p{Cf}\p{M}\p{Default_Ignorable_Code_Point}]/u.test(character)) return UNSEEN;
  const simple = character.normalize('NFKC');
  if (simple.length === 1 && simple.charCodeAt(0) < 128) return simple.charCodeAt(0);
  if (/\p{L}/u.test(character)) return LETTER;
  const digits = digitsIn(code);
  if (digits.length > 0) return digits.length === 1 ? ZERO + (digits[0] ?? 0) : SEVERAL;
  if (/\p{N}/u.test(character)) return LETTER;
  if (/\p{Z}/u.test(character)) return BLANK;
  return /[\p{Pd}−]/u.test(character) ? DASH : SYMBOL;
}

/** The digits that a character shows: of ½ two. */
function digitsIn(code: number): number[] {
  const known = SEVERAL_DIGITS.get(code);
  if (known !== undefined) return known;
  const shown =
    String.fromCodePoint(code)
      .normalize('NFKC')
      .match(/\p{Nd}/gu) ?? [];
  const digits = shown.map(digitValue);
  if (digits.length > 1) SEVERAL_DIGITS.set(code, digits);
  return digits;
}

/** There are not many of them. */
const SEVERAL_DIGITS = new Map<number, number[]>();

/** The ten digits of a script stand together, beginning with its zero; those of mathematics in rows of ten. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return value;
}
