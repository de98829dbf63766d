/**
 * A property that is tried for about so long, and once at least: what comes later is let pass untried. However slow the
 * machine is, it has been tried. Once it fails, everything is tried, to find the smallest that does.
 */
export function forAbout<Given extends readonly unknown[]>(
  budget_ms: number,
  tried: (...given: Given) => Promise<void>,
): (...given: Given) => Promise<void> {
  let end_ms = performance.now() + budget_ms;
  let count = 0;
  return async (...given) => {
    if (count > 0 && performance.now() > end_ms) return;
    try {
      await tried(...given);
      count += 1;
    } catch (error) {
      end_ms = Number.POSITIVE_INFINITY;
      throw error;
    }
  };
}
