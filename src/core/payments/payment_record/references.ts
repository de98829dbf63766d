/** References that processors and merchants give: typed, pasted and exported by hands that leave blanks around them. */

/** What shows as nothing: blanks of every width, line ends, controls, marks of direction, of byte order and of variants. */
export const BLANKS: readonly (readonly [from: number, to: number])[] = [
  [0x0001, 0x0020],
  [0x007f, 0x00a0],
  [0x00ad, 0x00ad],
  [0x034f, 0x034f],
  [0x061c, 0x061c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0000, 0xe007f],
  [0xe0100, 0xe01ef],
];

/** As references are compared. Migration 7 does the same in SQL: a change here needs another migration. */
export function trimmedReference(reference: string): string {
  let from = 0;
  let below = reference.length;
  for (let code = reference.codePointAt(from); isBlank(code); code = reference.codePointAt(from)) from += unitsOf(code);
  for (let code = codeBefore(reference, below); below > from && isBlank(code); code = codeBefore(reference, below)) {
    below -= unitsOf(code);
  }
  return reference.slice(from, below);
}

/** The character that ends there, which may be of two units. */
function codeBefore(text: string, end: number): number | undefined {
  const code = text.codePointAt(end - 2);
  return code !== undefined && unitsOf(code) === 2 ? code : text.codePointAt(end - 1);
}

function unitsOf(code: number): number {
  return code > 0xffff ? 2 : 1;
}

function isBlank(code: number | undefined): code is number {
  return code !== undefined && BLANKS.some(([from, to]) => code >= from && code <= to);
}
