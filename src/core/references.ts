/** References that processors and merchants give: typed, pasted and exported by hands that leave blanks around them. */

/** What shows as nothing: blanks of every width, line ends, controls, marks of direction and of byte order. */
const BLANKS: readonly (readonly [from: number, to: number])[] = [
  [0x0001, 0x0020],
  [0x007f, 0x00a0],
  [0x00ad, 0x00ad],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x2064],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfeff, 0xfeff],
];

/** As references are compared. Migration 7 does the same in SQL: a change here needs another migration. */
export function trimmedReference(reference: string): string {
  let from = 0;
  let below = reference.length;
  while (from < below && isBlank(reference.charCodeAt(from))) from += 1;
  while (below > from && isBlank(reference.charCodeAt(below - 1))) below -= 1;
  return reference.slice(from, below);
}

function isBlank(code: number): boolean {
  return BLANKS.some(([from, to]) => code >= from && code <= to);
}
