/** Which numbers networks issue: how they begin, and how many digits they have. */

/** The first four digits from and to, and the lengths of numbers that begin so. */
const ISSUED: readonly (readonly [from: number, to: number, lengths: readonly number[]])[] = [
  [2200, 2204, [16]],
  [2221, 2720, [16]],
  [3000, 3059, [14, 16]],
  [3095, 3095, [14, 16]],
  [3400, 3499, [15]],
  [3528, 3589, [16, 17, 18, 19]],
  [3600, 3699, [14, 16]],
  [3700, 3799, [15]],
  [3800, 3999, [14, 16]],
  // Visa's of 13 digits are not issued any more, but still written.
  [4000, 4999, [13, 16, 19]],
  [5000, 5999, [16]],
  [6000, 6999, [16, 17, 18, 19]],
];
const SHORTEST_ISSUED = 13;

/** By the first four digits: a bit for each length. */
const LENGTHS = new Uint8Array(10_000);
for (const [from, to, lengths] of ISSUED) {
  const bits = lengths.reduce((all, length) => all | (1 << (length - SHORTEST_ISSUED)), 0);
  for (let begin = from; begin <= to; begin += 1) LENGTHS[begin] = (LENGTHS[begin] ?? 0) | bits;
}

export function isIssued(first_four: number, length: number): boolean {
  return length >= SHORTEST_ISSUED && (((LENGTHS[first_four] ?? 0) >> (length - SHORTEST_ISSUED)) & 1) === 1;
}
