/** Characters as they are escaped in URLs, in HTML, and in the texts of programs. */

/** A character, and how many it takes to write it so, in one number: there can be as many as there are characters. */
export type Decoded = number;
export const NOTHING: Decoded = -1;

export function codeOf(decoded: Decoded): number {
  return decoded >> 6;
}

export function lengthOf(decoded: Decoded): number {
  return decoded & 63;
}

function decodedAs(code: number, length: number): Decoded {
  return (code << 6) | length;
}

const PERCENT = '%'.charCodeAt(0);
const AMPERSAND = '&'.charCodeAt(0);
const BACKSLASH = '\\'.charCodeAt(0);
const LESS_THAN = '<'.charCodeAt(0);
const BLANK = ' '.charCodeAt(0);
const REPLACEMENT = 0xfffd;
const LAST_CODE = 0x10ffff;
/** Names of entities, and tags, are not looked at any further than this. */
const LONGEST = 40;

export function isEscape(code: number): boolean {
  return code === PERCENT || code === AMPERSAND || code === BACKSLASH || code === LESS_THAN;
}

/** What is escaped at a place of a text; `NOTHING` if nothing is. */
export function decodedCharacter(text: string, at: number, code: number): Decoded {
  switch (code) {
    case PERCENT:
      return inUrl(text, at);
    case AMPERSAND:
      return inHtml(text, at);
    case BACKSLASH:
      return inProgram(text, at);
    case LESS_THAN:
      return tag(text, at);
    default:
      return NOTHING;
  }
}

function inUrl(text: string, at: number): Decoded {
  const first = byteAt(text, at);
  if (first < 0) return NOTHING;
  const more = first < 0xc0 ? 0 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf8 ? 3 : 0;
  let code = more === 0 ? first : first & (0x3f >> more);
  for (let index = 1; index <= more; index += 1) {
    const next = byteAt(text, at + 3 * index);
    // What is not UTF-8 stands for a character of another encoding.
    if (next < 0x80 || next > 0xbf) return decodedAs(first, 3);
    code = code * 64 + (next & 0x3f);
  }
  return decodedAs(known(code), 3 * (more + 1));
}

function byteAt(text: string, at: number): number {
  if (text.charCodeAt(at) !== PERCENT) return -1;
  return hexadecimal(text, at + 1, 2);
}

/** By number, or by name: of names only `&amp;` matters, for what follows it. */
function inHtml(text: string, at: number): Decoded {
  if (text.charAt(at + 1) !== '#') {
    const end = endOfLetters(text, at + 1);
    if (end === at + 1 || text.charAt(end) !== ';') return NOTHING;
    return decodedAs(text.startsWith('amp', at + 1) ? AMPERSAND : BLANK, end + 1 - at);
  }
  const is_hexadecimal = text.charAt(at + 2) === 'x' || text.charAt(at + 2) === 'X';
  const begin = at + (is_hexadecimal ? 3 : 2);
  let end = begin;
  let code = 0;
  for (; end < begin + 8; end += 1) {
    const digit = hexadecimalDigit(text.charCodeAt(end));
    if (digit < 0 || (digit > 9 && !is_hexadecimal)) break;
    code = code * (is_hexadecimal ? 16 : 10) + digit;
  }
  if (end === begin) return NOTHING;
  return decodedAs(known(code), end - at + (text.charAt(end) === ';' ? 1 : 0));
}

function inProgram(text: string, at: number): Decoded {
  switch (text.charAt(at + 1)) {
    case 'u':
      return escapedBy(text, at, 4);
    case 'x':
      return escapedBy(text, at, 2);
    case 'n':
    case 'r':
    case 't':
      return decodedAs(BLANK, 2);
    default:
      return NOTHING;
  }
}

function escapedBy(text: string, at: number, digits: number): Decoded {
  const code = hexadecimal(text, at + 2, digits);
  return code < 0 ? NOTHING : decodedAs(code, 2 + digits);
}

function tag(text: string, at: number): Decoded {
  if (text.charAt(at + 1) !== '/' && !isLetter(text.charCodeAt(at + 1))) return NOTHING;
  for (let end = at + 2; end < at + LONGEST; end += 1) {
    const character = text.charAt(end);
    if (character === '>') return decodedAs(BLANK, end + 1 - at);
    if (character === '<' || character === '') return NOTHING;
  }
  return NOTHING;
}

function endOfLetters(text: string, from: number): number {
  let end = from;
  while (end < from + LONGEST && isLetter(text.charCodeAt(end))) end += 1;
  return end;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 97 && lower <= 122;
}

function hexadecimal(text: string, from: number, digits: number): number {
  let value = 0;
  for (let index = from; index < from + digits; index += 1) {
    const digit = hexadecimalDigit(text.charCodeAt(index));
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

function hexadecimalDigit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  const lower = code | 0x20;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}

function known(code: number): number {
  return code > LAST_CODE ? REPLACEMENT : code;
}
