/** A scale for an axis that begins at zero: its end, and the lines in between, at round numbers. */
export function axisOf(highest: number): { readonly top: number; readonly lines: readonly number[] } {
  if (highest <= 0) return { top: 1, lines: [0] };
  const rough = highest / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const count = Math.ceil(highest / step);
  return { top: count * step, lines: Array.from({ length: count + 1 }, (_, index) => index * step) };
}
