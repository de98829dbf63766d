export interface Axis {
  readonly top: number;
  /** Below zero, or zero. */
  readonly bottom: number;
  readonly lines: readonly number[];
}

/** A scale for an axis through zero: its ends, and the lines in between, at round numbers. */
export function axisOf(highest: number, deepest = 0): Axis {
  if (highest <= 0 && deepest <= 0) return { top: 1, bottom: 0, lines: [0] };
  const rough = (highest + deepest) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
  const [above, below] = [Math.ceil(highest / step), Math.floor(deepest / step)];
  // What lies below zero is little: half a step of room is enough where a whole one would be empty.
  const halves = Math.ceil(deepest / (step / 2));
  const lines = Array.from({ length: below + above + 1 }, (_, index) => (index - below) * step);
  return { top: above * step, bottom: halves === 0 ? 0 : (-halves * step) / 2, lines };
}
